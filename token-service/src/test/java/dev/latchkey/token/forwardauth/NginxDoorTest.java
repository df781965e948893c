package dev.latchkey.token.forwardauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.events.TokenUsed;
import dev.latchkey.events.Topic;
import dev.latchkey.token.RawHttp;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The published example for nginx, in a real nginx, in front of an application that notes what reaches it.
@ServiceTest
class NginxDoorTest {
    private static final List<String> IDENTITY = List.of(
            "Latchkey-Token-Id",
            "Latchkey-Hint",
            "Latchkey-Kind",
            "Latchkey-Org",
            "Latchkey-Person",
            "Latchkey-App",
            "Latchkey-Session",
            "Latchkey-Access",
            "Latchkey-Resource",
            "Latchkey-Reason");

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Stack stack = Stack.create();
    private String owner = "";
    private Stack.Minted door;

    private HttpServer app;
    private Nginx nginx;

    private record Received(String method, String target, Map<String, List<String>> headers) {}

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        owner = stack.owner();
        door = stack.minted(owner, "resource", "latchkey/verify");
        var program = Nginx.program();
        if (program.isEmpty()) {
            System.out.println("NginxDoorTest is skipped: no nginx with auth_request on this machine"
                    + " (Debian: apt-get install nginx-light)");
        }
        Assumptions.assumeTrue(program.isPresent(), "no nginx with auth_request");
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", this::receive);
        app.start();
        nginx = Nginx.start(
                program.orElseThrow(),
                folder,
                Map.of(
                        "APP",
                        "127.0.0.1:" + app.getAddress().getPort(),
                        "LATCHKEY",
                        "127.0.0.1:" + RestAssured.port,
                        "LATCHKEY_ORG",
                        stack.org(),
                        "LATCHKEY_DOOR",
                        door.text()));
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.close();
        }
        if (app != null) {
            app.stop(0);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders())));
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private RawHttp request(String method, String target) {
        return RawHttp.to(nginx.port(), method, target);
    }

    private RawHttp request(String method, String target, Stack.Minted token) {
        return request(method, target).header("Authorization", "Bearer " + token.text());
    }

    @Test
    void anAllowedRequestReachesTheApplicationWithItsIdentity() {
        // given
        var token = stack.minted(owner, "resource", "apps/web");

        // when
        var answer = request("GET", "/apps/web/builds?page=2", token)
                .header("User-Agent", "npm/11")
                .send();

        // then
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Latchkey-Reason")).isEmpty();
        var seen = received.remove();
        assertThat(seen.target()).isEqualTo("/apps/web/builds?page=2");
        assertThat(seen.headers())
                .containsEntry("Latchkey-token-id", List.of(token.id()))
                .containsEntry("Latchkey-hint", List.of(token.hint()))
                .containsEntry("Latchkey-kind", List.of("personal"))
                .containsEntry("Latchkey-org", List.of(stack.org()))
                .containsEntry("Latchkey-access", List.of("read"))
                .containsEntry("Latchkey-resource", List.of("apps/web/builds"))
                .doesNotContainKeys("Authorization", "Latchkey-door", "Latchkey-app", "Latchkey-session");
        assertThat(seen.headers())
                .hasEntrySatisfying(
                        "Latchkey-person",
                        person -> assertThat(person.getFirst()).startsWith("per_"));
        Awaitility.await().untilAsserted(() -> assertThat(used(token)).hasSize(1));
        var use = used(token).getFirst();
        assertThat(use.ip()).isEqualTo("127.0.0.1");
        assertThat(use.userAgent()).isEqualTo("npm/11");
        assertThat(use.resources()).isEqualTo(Map.of("apps/web/builds", 1L));
    }

    @Test
    void aRefusedRequestDoesNotReachTheApplication() {
        // given
        var token = stack.minted(owner, "resource", "apps/web");

        // when
        var nobody = request("GET", "/apps/web").send();
        var writing = request("POST", "/apps/web", token)
                .header("Content-Length", "2")
                .body("hi")
                .send();
        var elsewhere = request("GET", "/apps/api", token).send();
        var hidden = request("GET", "/apps/web/..%2fapi", token).send();
        var doubled = request("GET", "/apps/web//api", token).send();
        var twice = request("GET", "/apps/web", token)
                .header("Authorization", "Bearer " + token.text())
                .send();

        // then
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.single("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\","
                        + " resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"");
        refused(writing, "access-denied");
        refused(elsewhere, "resource-denied");
        refused(hidden, "resource-denied");
        refused(doubled, "resource-denied");
        assertThat(twice.status()).isIn(400, 403);
        assertThat(received).isEmpty();
    }

    @Test
    void whatTheClientWritesAboutItselfIsOverwritten() {
        // given
        var token = stack.minted(owner);
        var lies = IDENTITY.stream().map(name -> name + ": forged").toList();
        var more = List.of(
                "X-Original-URI: /apps/api",
                "X-Original-Method: GET",
                "X-Forwarded-Uri: /apps/api",
                "X-Real-IP: 198.51.100.66",
                "X-Forwarded-For: 198.51.100.66",
                "X-HTTP-Method-Override: DELETE",
                "Latchkey_Person: forged");

        // when
        var reading = request("GET", "/apps/web", token)
                .lines(lies)
                .lines(more.subList(0, 5))
                .send();
        var writing =
                request("POST", "/apps/web", token).lines(lies).lines(more).send();
        var overriding = request("GET", "/apps/web", token).lines(more).send();

        // then
        assertThat(reading.status()).isEqualTo(204);
        var seen = received.remove();
        assertThat(seen.headers().toString()).doesNotContain("forged");
        assertThat(seen.headers())
                .containsEntry("Latchkey-token-id", List.of(token.id()))
                .containsEntry("Latchkey-resource", List.of("apps/web"))
                .doesNotContainKeys("Latchkey-app", "Latchkey-session", "Latchkey-reason");
        refused(writing, "access-denied");
        refused(overriding, "access-denied");
        assertThat(received).isEmpty();
        Awaitility.await().untilAsserted(() -> assertThat(used(token)).isNotEmpty());
        assertThat(used(token)).extracting(TokenUsed::ip).containsOnly("127.0.0.1");
    }

    @Test
    void aRevokedTokenIsRefusedAtOnceAndSoIsARevokedDoor() {
        // given
        var token = stack.minted(owner);
        var other = stack.minted(owner);
        assertThat(request("GET", "/apps", token).send().status()).isEqualTo(204);

        // when
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);
        var revoked = request("GET", "/apps", token).send();
        var stillOpen = request("GET", "/apps", other).send();
        Stack.post(owner, "/v1/tokens/" + door.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);
        var shut = request("GET", "/apps", other).send();

        // then
        assertThat(revoked.status()).isEqualTo(401);
        assertThat(revoked.single("Latchkey-Reason")).isEqualTo("revoked");
        assertThat(revoked.single("WWW-Authenticate")).contains("error=\"invalid_token\"", "\"revoked\"");
        assertThat(stillOpen.status()).isEqualTo(204);
        refused(shut, "door-refused");
    }

    private static void refused(RawHttp.Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.single("Latchkey-Reason")).isEqualTo(reason);
    }

    private static List<TokenUsed> used(Stack.Minted token) {
        return Topics.read(Topic.TOKEN_USAGE, TokenUsed.class, token.id());
    }
}
