package dev.latchkey.session;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// Answers in the place of token-service: `POST /v1/verify` by what the token's text says, ended sessions as `PUT
/// /does/<what>` has said. `GET /verified` and `GET /asked` repeat what was asked last: a test lives in another class
/// loader.
public final class TokenServiceStandIn implements QuarkusTestResourceLifecycleManager {
    public static final String TOKEN_ID = "tok_01m3tc5h00mmzswp91nrj9a80a";

    /// How ended sessions are answered.
    public enum Does {
        /// All six verifiers know.
        CONFIRM,
        /// One of six is paused.
        LAG,
        /// Nobody answers.
        BREAK
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOBODY = "-";

    private final HttpServer server = open();
    private volatile Does does = Does.CONFIRM;
    private volatile String asked = "";
    private volatile String verified = "{}";

    /// From now on, until the next time.
    public static void does(Does what) {
        given().baseUri(url()).put("/does/" + what.name());
    }

    /// The path, the query and the body of the last request that was no question about a token.
    public static String asked() {
        return given().baseUri(url()).get("/asked").asString();
    }

    /// The last question about a token, and the caller's `Authorization`.
    public static String verified() {
        return given().baseUri(url()).get("/verified").asString();
    }

    /// A token of a kind, of an org, with an access; `person` null for one that is nobody's.
    public static String token(String kind, String access, String org, @Nullable String person) {
        return String.join(".", "lkp_allowed", access, kind, org, person == null ? NOBODY : person);
    }

    /// A personal token that may write.
    public static String personal(String org, String person) {
        return token("personal", "write", org, person);
    }

    /// A token that verify refuses.
    public static String refused(String reason) {
        return "lkp_refused." + reason;
    }

    /// A token at which verify answers with this status, and no verdict.
    public static String status(int status) {
        return "lkp_status." + status;
    }

    /// A token at which the connection breaks.
    public static String broken() {
        return "lkp_broken.";
    }

    /// A token that verify allows with this verdict.
    public static String saying(String verdict) {
        return "lkp_saying." + Base64.getUrlEncoder().encodeToString(verdict.getBytes(UTF_8));
    }

    private static String url() {
        return ConfigProvider.getConfig().getValue("quarkus.rest-client.token.url", String.class);
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/v1/verify", this::verify);
        server.createContext("/verified", exchange -> answer(exchange, 200, verified));
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

    private void verify(HttpExchange exchange) throws IOException {
        var question = JSON.readTree(exchange.getRequestBody());
        verified = JSON.writeValueAsString(Map.of(
                "question",
                question,
                "authorization",
                exchange.getRequestHeaders().getFirst("Authorization")));
        var token = question.path("token").asText();
        var said = token.substring(token.indexOf('.') + 1);
        if (token.startsWith("lkp_allowed.")) {
            answer(exchange, 200, verdict(said.split("\\.", -1), question));
        } else if (token.startsWith("lkp_refused.")) {
            answer(exchange, 200, refusal(said));
        } else if (token.startsWith("lkp_status.")) {
            answer(exchange, Integer.parseInt(said), "{\"type\":\"https://latchkey.dev/problems/any\"}");
        } else if (token.startsWith("lkp_saying.")) {
            answer(exchange, 200, new String(Base64.getUrlDecoder().decode(said), UTF_8));
        } else {
            exchange.close();
        }
    }

    /// @param parts access, kind, org, person
    private static String verdict(String[] parts, JsonNode question) {
        var wanted = question.path("request").path("access").asText();
        return wanted.equals("write") && parts[0].equals("read")
                ? refusal("access-denied")
                : allowed(parts[1], parts[2], parts[3], parts[0]);
    }

    private static String refusal(String reason) {
        return "{\"allowed\":false,\"reason\":\"" + reason + "\",\"detail\":\"Because of " + reason + ".\"}";
    }

    private static String allowed(String kind, String org, String person, String access) {
        var whose = person.equals(NOBODY) ? "null" : "\"" + person + "\"";
        return """
                {"allowed":true,"token":{"id":"%s","hint":"k7m2qd","kind":"%s","narrowed":false},
                 "subject":{"person":%s},"app":null,
                 "effective":{"org":"%s","access":"%s","resource":null,"expires_at":"2030-01-01T00:00:00Z"}}""".formatted(TOKEN_ID, kind, whose, org, access);
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
