package dev.latchkey.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// Answers `POST /v1/verify` as token-service would, by what the token's text says; `GET /asked` repeats what was asked
/// last.
public final class TokenServiceStandIn implements QuarkusTestResourceLifecycleManager {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server = open();
    private volatile String asked = "{}";

    /// A token that may read the usage of an org.
    public static String reader(String org) {
        return "lkp_reader." + org;
    }

    /// A token that verify refuses.
    public static String refused(String reason) {
        return "lkp_refused." + reason;
    }

    /// A token that verify refuses because it wants a discharge of this ticket.
    public static String undischarged() {
        return "lkp_undischarged.lkt1";
    }

    /// A token at which verify answers with this status, and no verdict.
    public static String status(int status) {
        return "lkp_status." + status;
    }

    /// A token at which the connection breaks.
    public static String broken() {
        return "lkp_broken.";
    }

    /// Where it stands, for a test.
    public static String url() {
        return ConfigProvider.getConfig().getValue("quarkus.rest-client.token.url", String.class);
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/v1/verify", this::verify);
        server.createContext("/asked", exchange -> answer(exchange, 200, asked));
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "quarkus.rest-client.token.url", url,
                "latchkey.intake.topic-check", "1s",
                "latchkey.intake.retry-pause", "200ms",
                "kafka.heartbeat.interval.ms", "200");
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
        asked = JSON.writeValueAsString(Map.of(
                "question",
                question,
                "authorization",
                exchange.getRequestHeaders().getFirst("Authorization")));
        var token = question.path("token").asText();
        var said = token.substring(token.indexOf('.') + 1);
        if (token.startsWith("lkp_reader.")) {
            answer(exchange, 200, allowed(said));
        } else if (token.startsWith("lkp_refused.")) {
            answer(
                    exchange,
                    200,
                    "{\"allowed\":false,\"reason\":\"" + said + "\",\"detail\":\"Because of " + said + ".\"}");
        } else if (token.startsWith("lkp_undischarged.")) {
            answer(exchange, 200, undischarged(said));
        } else if (token.startsWith("lkp_status.")) {
            answer(exchange, Integer.parseInt(said), "{\"type\":\"https://latchkey.dev/problems/any\"}");
        } else {
            exchange.close();
        }
    }

    private static String undischarged(String ticket) {
        return """
                {"allowed":false,"reason":"undischarged","detail":"Somebody has to vouch.","tickets":["%s"],
                 "discharges":[{"ticket":"%s","cause":"missing"}]}""".formatted(ticket, ticket);
    }

    private static String allowed(String org) {
        return """
                {"allowed":true,"token":{"id":"tok_01m3tc5h00mmzswp91nrj9a80a","hint":"k7m2qd","kind":"personal",
                 "narrowed":false},"subject":{"person":"per_ha0ygzksccf6"},"app":null,
                 "effective":{"org":"%s","access":"read","resource":null,"expires_at":"2030-01-01T00:00:00Z"}}""".formatted(org);
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
