package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.latchkey.embedded.KeptPorts;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gateway over real sockets, a real HTTP server behind it, and the bytes of each request written by hand.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {
    private static final Path ROUTES = Path.of("../kubernetes/base/routes.yaml");

    private static final Gateway.Patience IMPATIENT =
            new Gateway.Patience(Duration.ofSeconds(1), Duration.ofSeconds(1));

    private static final Set<String> SERVICES = Set.of("token-service", "audit-service");

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> served = new ConcurrentLinkedQueue<>();
    private final int port = KeptPorts.free();
    private final Gateway gateway;

    GatewayTest() throws Exception {
        gateway = Gateway.start(port, ROUTES, SERVICES, IMPATIENT);
        gateway.open(Map.of("token-service", List.of(backend()), "audit-service", List.of(KeptPorts.free())));
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void forget() {
        served.clear();
    }

    private int backend() throws Exception {
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0).setMaxHeaderSize(32 * 1024);
        return vertx.createHttpServer(options)
                .requestHandler(this::echo)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    /// Answers with the request line and the headers, one to a line, then the body.
    private void echo(HttpServerRequest request) {
        served.add(request.uri());
        if (request.uri().endsWith("/never")) {
            return;
        }
        var seen = new StringBuilder(request.method() + " " + request.uri() + "\n");
        request.headers()
                .forEach((name, value) -> seen.append(name.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(value)
                        .append('\n'));
        request.body()
                .onSuccess(body ->
                        request.response().end(Buffer.buffer(seen.toString()).appendBuffer(body)));
    }

    @Test
    void aBodyAboveTheLimitIsRefusedUnread() throws Exception {
        // when
        var answer = send("POST /v1/verify HTTP/1.1", "Host: localhost", "Content-Length: 5242881", "");

        // then
        assertProblem(answer, 413, "body-too-large");
        assertThat(served).isEmpty();
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedFor() throws Exception {
        // when
        var answer = send("POST /v1/verify HTTP/1.1", "Host: localhost", "Content-Length: 100", "", "x");

        // then
        assertThat(answer).isEmpty();
    }

    @Test
    void aServiceThatDoesNotAnswerIsNotWaitedFor() throws Exception {
        // when
        var answer = send("GET /v1/tokens/never HTTP/1.1", "Host: localhost", "");

        // then
        assertProblem(answer, 504, "gateway-timeout");
    }

    @Test
    void aRoutedRequestReachesItsServiceWithQueryAndBody() throws Exception {
        // when
        var answer = send("POST /v1/tokens?a=b HTTP/1.1", "Host: localhost", "Content-Length: 4", "", "body");

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("POST /v1/tokens?a=b\n")
                .endsWith("body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tokens/../../internal/v1/tokens",
                "/v1/tokens/%2e%2e/%2e%2e/internal/v1/tokens",
                "/v1/tokens/..;/..;/internal/v1/tokens",
                "/v1/tokens%2f..%2finternal",
                "//v1/tokens",
                "/v1/tokens/",
                "http://localhost/internal/v1/tokens",
                "http://localhost/v1/tokens",
                "/v1/tokens\\..\\..\\internal"
            })
    void aHostileTargetIsRefusedBeforeAnythingIsMatched(String target) throws Exception {
        // when
        var answer = send("GET " + target + " HTTP/1.1", "Host: localhost", "");

        // then
        assertProblem(answer, 400, "invalid-request");
        assertThat(served).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/v1/tokens", "/%69nternal/v1/tokens", "/q/health/ready", "/v1/tokensmith", "/"})
    void whatIsNotInTheTableIsNotServed(String target) throws Exception {
        // when
        var answer = send("POST " + target + " HTTP/1.1", "Host: localhost", "Content-Length: 0", "");

        // then
        assertProblem(answer, 404, "not-found");
        assertThat(served).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/forward-auth?proxy=traefik&org=acme&resource=(1*)", "/v1/whoami", "/v1/verify"})
    void whatAProxySaysOfItsClientReachesTheDoorForProxiesOnly(String target) throws Exception {
        // when
        var answer = send(
                "GET " + target + " HTTP/1.1",
                "Host: localhost",
                "Latchkey-Door: lkp_door",
                "Latchkey-Person: forged",
                "X-Forwarded-Method: DELETE",
                "X-Forwarded-Uri: /apps/web",
                "X-Real-IP: 203.0.113.7",
                "X-Forwarded-For: 203.0.113.7",
                "X-Forwarded-Host: app.example",
                "");

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("GET " + target + "\n", "latchkey-door: lkp_door\n", "x-forwarded-for: 127.0.0.1\n")
                .doesNotContain("forged", "app.example");
        if (target.startsWith("/v1/forward-auth")) {
            assertThat(answer)
                    .contains(
                            "x-forwarded-method: DELETE\n", "x-forwarded-uri: /apps/web\n", "x-real-ip: 203.0.113.7\n");
        } else {
            assertThat(answer).doesNotContain("DELETE", "/apps/web", "203.0.113.7");
        }
    }

    @Test
    void forwardedHeadersAreTheGatewaysWord() throws Exception {
        // when
        var answer = send(
                "GET /v1/whoami HTTP/1.1",
                "Host: latchkey.example:8080",
                "X-Forwarded-For: 198.51.100.1",
                "x-forwarded-for: 198.51.100.2",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Prefix: /internal",
                "X-Real-IP: 198.51.100.3",
                "Forwarded: for=198.51.100.4",
                "Connection: X-Forwarded-For",
                "");

        // then
        assertThat(answer)
                .contains("\nx-forwarded-for: 127.0.0.1\n", "\nx-forwarded-proto: http\n")
                .contains("\nx-forwarded-host: latchkey.example:8080\n")
                .doesNotContain("198.51.100", "evil.example", "x-forwarded-prefix");
    }

    @Test
    void identityHeadersFromOutsideAreRemovedAndCredentialsPass() throws Exception {
        // when
        var answer = send(
                "GET /v1/whoami HTTP/1.1",
                "Host: localhost",
                "Latchkey-Person: eyJh",
                "latchkey-org: acme",
                "Latchkey-Discharge: lkx_one",
                "Latchkey-Door: lkp_door",
                "Authorization: Bearer lkp_token",
                "");

        // then
        assertThat(answer)
                .doesNotContain("latchkey-person", "latchkey-org")
                .contains("latchkey-discharge: lkx_one", "latchkey-door: lkp_door", "authorization: Bearer lkp_token");
    }

    @Test
    void aWebSocketUpgradeIsAnOrdinaryRequestWithTheSameTreatment() throws Exception {
        // when
        var answer = send(
                "GET /v1/whoami HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "X-Forwarded-For: 198.51.100.1",
                "Latchkey-Person: eyJh",
                "");

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("\nx-forwarded-for: 127.0.0.1\n")
                .doesNotContain("198.51.100.1", "latchkey-person", "upgrade: websocket");
    }

    @Test
    void aRequestWithoutExactlyOneHostIsRefused() throws Exception {
        assertProblem(send("GET /v1/whoami HTTP/1.1", ""), 400, "invalid-request");
        assertProblem(send("GET /v1/whoami HTTP/1.0", ""), 400, "invalid-request");
        assertProblem(send("GET /v1/whoami HTTP/1.1", "Host: a", "Host: b", ""), 400, "invalid-request");
        assertThat(served).isEmpty();
    }

    @Test
    void headersOf15KiBPassAndOf17AreRefused() throws Exception {
        // when
        var large = send("GET /v1/whoami HTTP/1.1", "Host: localhost", "Latchkey-Discharge: " + "x".repeat(15_000), "");
        var tooLarge =
                send("GET /v1/whoami HTTP/1.1", "Host: localhost", "Latchkey-Discharge: " + "x".repeat(17_000), "");

        // then
        assertThat(large).startsWith("HTTP/1.1 200");
        assertProblem(tooLarge, 431, "headers-too-large");
    }

    @Test
    void aTargetBeyondItsLimitIsRefused() throws Exception {
        // when
        var answer = send("GET /v1/whoami?" + "x".repeat(9_000) + " HTTP/1.1", "Host: localhost", "");

        // then
        assertProblem(answer, 414, "uri-too-long");
    }

    @Test
    void aServiceThatIsAwayIsAProblemAndNoEmptyAnswer() throws Exception {
        // when
        var answer = send("GET /v1/usage/tokens HTTP/1.1", "Host: localhost", "");

        // then
        assertProblem(answer, 502, "bad-gateway");
        assertThat(answer).contains("audit-service does not answer.");
    }

    @Test
    void conflictingLengthsNeverReachAService() throws Exception {
        // when
        var answer = send(
                "POST /v1/tokens HTTP/1.1", "Host: localhost", "Content-Length: 5", "Content-Length: 6", "", "hello!");

        // then
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(served).isEmpty();
    }

    @Test
    void aTakenPortIsRefusedWithASentence() throws Exception {
        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatIOException()
                    .isThrownBy(() -> Gateway.start(squatter.getLocalPort(), ROUTES, SERVICES))
                    .withMessage("port " + squatter.getLocalPort() + " is taken; choose another with --port");
        }
    }

    @Test
    void untilItIsOpenedItSaysThatTheStackIsStarting() throws Exception {
        // given
        var other = KeptPorts.free();
        try (var early = Gateway.start(other, ROUTES, SERVICES)) {
            // when
            var before = send(other, "GET /v1/tokens HTTP/1.1", "Host: localhost", "");
            early.open(Map.of("token-service", List.of(backend()), "audit-service", List.of(1)));
            var after = send(other, "GET /v1/tokens HTTP/1.1", "Host: localhost", "");

            // then
            assertProblem(before, 503, "starting");
            assertThat(before).containsIgnoringCase("retry-after: 1\r\n");
            assertThat(after).startsWith("HTTP/1.1 200");
        }
    }

    private static void assertProblem(String answer, int status, String slug) {
        assertThat(answer)
                .matches("(?s)HTTP/1\\.[01] " + status + " .*")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"https://latchkey.dev/problems/" + slug + "\"")
                .contains("\"status\":" + status);
    }

    /// Writes the lines as they are and reads until the end of the connection.
    private String send(String... lines) throws IOException {
        return send(port, lines);
    }

    private static String send(int port, String... lines) throws IOException {
        var request = new StringBuilder();
        for (var line : List.of(lines)) {
            request.append(line.isEmpty() ? "Connection: close\r\n" : "")
                    .append(line)
                    .append("\r\n");
        }
        var text = request.toString();
        if (!text.endsWith("\r\n\r\n")) {
            text = text.substring(0, text.length() - 2);
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
