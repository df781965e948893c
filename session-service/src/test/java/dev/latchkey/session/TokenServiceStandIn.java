package dev.latchkey.session;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// Answers in the place of token-service. `PUT /does/<what>` says how it answers, `GET /asked` repeats what was asked
/// last: a test lives in another class loader.
public final class TokenServiceStandIn implements QuarkusTestResourceLifecycleManager {
    /// How ended sessions are answered.
    public enum Does {
        /// All six verifiers know.
        CONFIRM,
        /// One of six is paused.
        LAG,
        /// Nobody answers.
        BREAK
    }

    private final HttpServer server = open();
    private volatile Does does = Does.CONFIRM;
    private volatile String asked = "";

    /// From now on, until the next time.
    public static void does(Does what) {
        given().baseUri(url()).put("/does/" + what.name());
    }

    /// The path, the query and the body of the last request.
    public static String asked() {
        return given().baseUri(url()).get("/asked").asString();
    }

    private static String url() {
        return ConfigProvider.getConfig().getValue("quarkus.rest-client.token.url", String.class);
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/does/", exchange -> {
            does = Does.valueOf(exchange.getRequestURI().getPath().substring("/does/".length()));
            answer(exchange, 200, "{}");
        });
        server.createContext("/asked", exchange -> answer(exchange, 200, asked));
        server.createContext("/internal/v1/session-ends", this::ends);
        server.createContext("/internal/v1/tokens", this::tokens);
        server.start();
        return Map.of(
                "quarkus.rest-client.token.url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static HttpServer open() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void ends(HttpExchange exchange) throws IOException {
        note(exchange);
        switch (does) {
            case CONFIRM ->
                answer(exchange, 200, "{\"ended\":1,\"revision\":7,\"confirmed_by\":6,\"of\":6,\"took_ms\":41}");
            case LAG ->
                answer(
                        exchange,
                        202,
                        "{\"ended\":1,\"revision\":7,\"confirmed_by\":5,\"of\":6,\"took_ms\":2000,\"missing\":[\"v6\"]}");
            case BREAK -> exchange.close();
        }
    }

    private void tokens(HttpExchange exchange) throws IOException {
        note(exchange);
        if (asked.contains("\"access\":\"write\"")) {
            answer(
                    exchange,
                    403,
                    "{\"type\":\"https://latchkey.dev/problems/role-too-low\",\"title\":\"Role too low\",\"status\":403,"
                            + "\"detail\":\"This needs the role member in the org.\"}");
        } else {
            answer(
                    exchange,
                    201,
                    "{\"id\":\"tok_01m3tc5h00mmzswp91nrj9a80a\",\"token\":\"lks_stand-in\",\"hint\":\"k7m2qd\","
                            + "\"org\":\"acme\",\"kind\":\"session\",\"expires_at\":\"2030-01-01T00:00:00Z\"}");
        }
    }

    private void note(HttpExchange exchange) throws IOException {
        asked = exchange.getRequestURI() + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
