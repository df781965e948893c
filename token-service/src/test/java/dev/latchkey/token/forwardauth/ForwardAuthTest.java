package dev.latchkey.token.forwardauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.ServiceName;
import dev.latchkey.events.TokenUsed;
import dev.latchkey.events.Topic;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.token.Peer;
import dev.latchkey.token.RawHttp;
import dev.latchkey.token.RawHttp.Answer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.RestAssured;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class ForwardAuthTest {
    private static final String METADATA =
            ", resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"";
    private static final List<String> IDENTITY = List.of(
            "Latchkey-Token-Id",
            "Latchkey-Hint",
            "Latchkey-Kind",
            "Latchkey-Org",
            "Latchkey-Person",
            "Latchkey-App",
            "Latchkey-Session",
            "Latchkey-Access",
            "Latchkey-Resource");

    private final Stack stack = Stack.create();
    private String owner = "";
    private String door = "";

    @BeforeEach
    void mint() {
        owner = stack.owner();
        door = stack.verifier();
    }

    /// A question as a proxy of this family sends it, for a request to apps by path.
    private RawHttp question(String proxy, String method, String uri) {
        var plan = "/v1/forward-auth?proxy=" + proxy + "&org=" + stack.org() + "&resource=(1*)&ip=x-real-ip";
        var question = switch (proxy) {
            case "nginx" ->
                RawHttp.to(port(), "GET", plan)
                        .header("X-Original-Method", method)
                        .header("X-Original-URI", uri);
            case "traefik" ->
                RawHttp.to(port(), "GET", plan)
                        .header("X-Forwarded-Method", method)
                        .header("X-Forwarded-Uri", uri);
            default -> RawHttp.to(port(), method, plan + "&uri=" + uri);
        };
        return question.header("Latchkey-Door", door).header("X-Real-IP", "203.0.113.7");
    }

    private RawHttp nginx(String method, String uri) {
        return question("nginx", method, uri);
    }

    private static int port() {
        return RestAssured.port;
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "traefik", "envoy"})
    void aRequestGoesOnAsFarAsItsTokenReaches(String proxy) {
        // given
        var token = stack.minted(owner, "resource", "apps/web");

        // when
        var reading = question(proxy, "GET", "/apps/web/builds?page=2")
                .header("Authorization", bearer(token.text()))
                .send();
        var writing = question(proxy, "POST", "/apps/web/builds")
                .header("Authorization", bearer(token.text()))
                .send();
        var elsewhere = question(proxy, "GET", "/apps/website")
                .header("Authorization", bearer(token.text()))
                .send();

        // then
        assertThat(reading.status()).isEqualTo(200);
        assertThat(reading.body()).isEmpty();
        assertThat(reading.single("Latchkey-Token-Id")).isEqualTo(token.id());
        assertThat(reading.single("Latchkey-Hint")).isEqualTo(token.hint());
        assertThat(reading.single("Latchkey-Kind")).isEqualTo("personal");
        assertThat(reading.single("Latchkey-Org")).isEqualTo(stack.org());
        assertThat(reading.single("Latchkey-Person")).startsWith("per_");
        assertThat(reading.single("Latchkey-App")).isEmpty();
        assertThat(reading.single("Latchkey-Session")).isEmpty();
        assertThat(reading.single("Latchkey-Access")).isEqualTo("read");
        assertThat(reading.single("Latchkey-Resource")).isEqualTo("apps/web/builds");
        assertThat(reading.single("Latchkey-Reason")).isEmpty();
        assertThat(reading.single("Cache-Control")).isEqualTo("no-store");
        refused(writing, 403, "access-denied");
        assertThat(writing.single("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\", error=\"insufficient_scope\","
                        + " error_description=\"access-denied\", scope=\"write\"" + METADATA);
        refused(elsewhere, 403, "resource-denied");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,200",
        "HEAD,200",
        "OPTIONS,200",
        "POST,403",
        "PUT,403",
        "PATCH,403",
        "DELETE,403",
        "PROPFIND,403",
        "get,403",
        "Head,403"
    })
    void onlyKnownReadingMethodsNeedNoMoreThanRead(String method, int status) {
        // given
        var reader = stack.minted(owner).text();
        var writer = stack.minted(owner, "access", "write").text();

        for (var proxy : List.of("nginx", "traefik", "envoy")) {
            // when
            var read = question(proxy, method, "/apps")
                    .header("Authorization", bearer(reader))
                    .send();
            var write = question(proxy, method, "/apps")
                    .header("Authorization", bearer(writer))
                    .send();

            // then
            assertThat(read.status()).as(proxy).isEqualTo(status);
            assertThat(write.status()).as(proxy).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-Http-Method", "x-method-override"})
    void whoAsksForAnotherMethodAsksToWrite(String header) {
        // given
        var reader = stack.minted(owner).text();
        var getters = Peer.narrow(stack.minted(owner, "access", "write").text(), "method in GET");

        // when
        var overridden = nginx("GET", "/apps")
                .header(header, "DELETE")
                .header("Authorization", bearer(reader))
                .send();
        var within = nginx("GET", "/apps")
                .header(header, "DELETE")
                .header("Authorization", bearer(getters))
                .send();

        // then
        refused(overridden, 403, "access-denied");
        refused(within, 403, "method-denied");
        assertThat(nginx("GET", "/apps")
                        .header("Authorization", bearer(getters))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anOriginalRequestThatIsNotToldOnceIsRefused() {
        // given
        var token = bearer(stack.minted(owner, "access", "write").text());
        var plan = "/v1/forward-auth?proxy=nginx&org=*";
        var told = RawHttp.to(port(), "GET", plan).header("Latchkey-Door", door).header("Authorization", token);

        // when, then: missing, of another family, twice, empty, or not of its form
        for (var headers : List.of(
                List.<String>of(),
                List.of("X-Original-URI: /apps"),
                List.of("X-Original-Method: GET"),
                List.of("X-Forwarded-Method: GET", "X-Forwarded-Uri: /apps"),
                List.of("X-Original-Method: GET", "X-Original-URI: /apps", "X-Original-URI: /other"),
                List.of("X-Original-Method: GET", "X-Original-Method: POST", "X-Original-URI: /apps"),
                List.of("X-Original-Method:", "X-Original-URI: /apps"),
                List.of("X-Original-Method: GET", "X-Original-URI:"),
                List.of("X-Original-Method: GET, POST", "X-Original-URI: /apps"),
                List.of("X-Original-Method: " + "G".repeat(40), "X-Original-URI: /apps"),
                List.of("X-Original-Method: GET", "X-Original-URI: http://example.org/apps"),
                List.of("X-Original-Method: OPTIONS", "X-Original-URI: *"),
                List.of("X-Original-Method: GET", "X-Original-URI: apps"))) {
            refused(told.lines(headers).send(), 403, "no-original-request");
        }
        assertThat(told.lines(List.of("X-Original-Method: GET", "X-Original-URI: /apps"))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apps/web/../api",
                "/apps/web/..%2fapi",
                "/apps/web/%2e%2e/api",
                "/apps/web//builds",
                "//apps/web",
                "/apps/web/.",
                "/apps%2Fweb",
                "/apps/web;/../api",
                "/apps\\web",
                "/apps/web/",
                "/apps/w%65b",
                "/",
                "/?/apps/web"
            })
    void aPathThatCanBeReadInTwoWaysIsNoResource(String uri) {
        // given
        var confined = stack.minted(owner, "resource", "apps/web").text();
        var free = stack.minted(owner).text();

        // Envoy's question has the target in its own, where the server refuses a backslash at once
        for (var proxy : uri.contains("\\") ? List.of("nginx", "traefik") : List.of("nginx", "traefik", "envoy")) {
            // when
            var refused = question(proxy, "GET", uri)
                    .header("Authorization", bearer(confined))
                    .send();
            var allowed = question(proxy, "GET", uri)
                    .header("Authorization", bearer(free))
                    .send();

            // then
            refused(refused, 403, "resource-denied");
            assertThat(allowed.status()).as(proxy).isEqualTo(200);
            assertThat(allowed.single("Latchkey-Resource")).as(proxy).isEmpty();
        }
    }

    @Test
    void aVeryLongTargetIsNoResourceAndNoFailure() {
        // given
        var confined = bearer(stack.minted(owner, "resource", "apps/web").text());
        var path = "/apps/web/" + "a/".repeat(3_000) + "a";

        for (var proxy : List.of("nginx", "traefik", "envoy")) {
            // when
            var longPath = question(proxy, "GET", path)
                    .header("Authorization", confined)
                    .send();
            var longQuery = question(proxy, "GET", "/apps/web?q=" + "a".repeat(6_000))
                    .header("Authorization", confined)
                    .send();

            // then
            refused(longPath, 403, "resource-denied");
            assertThat(longQuery.status()).as(proxy).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a{b|c",
                "/a\"b",
                "/a^b`c",
                "/%",
                "/%zz",
                "/a?b=%",
                "/a#b",
                "/ünï",
                "/a?org=x&uri=/b",
                "/<script>"
            })
    void oddCharactersInTheTargetAreNoFailure(String uri) {
        // given
        var free = bearer(stack.minted(owner).text());

        for (var proxy : List.of("nginx", "traefik", "envoy")) {
            // when
            var answer =
                    question(proxy, "GET", uri).header("Authorization", free).send();

            // then
            assertThat(answer.status()).as(proxy).isIn(200, 400);
            assertThat(answer.header("Latchkey-Resource")).as(proxy).isIn(List.of(), List.of(""), List.of("a"));
        }
    }

    @Test
    void theClientsTargetCannotChangeTheOperatorsPlan() {
        // given
        var other = Stack.create();
        var foreign = bearer(other.minted(other.owner()).text());

        // when
        var answer = question("envoy", "GET", "/apps?x=y&org=" + other.org() + "&proxy=nginx&resource=apps/web")
                .header("Authorization", foreign)
                .send();

        // then
        refused(answer, 401, "bad-signature");
    }

    @Test
    void withoutACredentialTheClientIsChallenged() {
        // when
        var answer = nginx("GET", "/apps").send();

        // then
        refused(answer, 401, "unauthorized");
        assertThat(answer.single("WWW-Authenticate")).isEqualTo("Bearer realm=\"latchkey\"" + METADATA);
    }

    @Test
    void theTokenMayComeInAnyDressButTwice() {
        // given
        var token = stack.minted(owner).text();
        var pair = Base64.getEncoder().encodeToString(("ada:" + token).getBytes(UTF_8));

        // when
        var lower =
                nginx("GET", "/apps").header("Authorization", "bEARER " + token).send();
        var basic =
                nginx("GET", "/apps").header("Authorization", "basic " + pair).send();
        var twice = question("traefik", "GET", "/apps")
                .header("Authorization", bearer(token))
                .header("Authorization", "Basic " + pair)
                .send();

        // then
        assertThat(lower.status()).isEqualTo(200);
        assertThat(basic.status()).isEqualTo(200);
        assertThat(basic.single("Latchkey-Token-Id")).isEqualTo(lower.single("Latchkey-Token-Id"));
        refused(twice, 400, "invalid-request");
        assertThat(twice.single("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\", error=\"invalid_request\"" + METADATA);
    }

    @Test
    void aTokenInTheTargetOrACookieIsNotLookedFor() {
        // given
        var token = stack.minted(owner).text();

        // when
        var answer = nginx("GET", "/apps?access_token=" + token)
                .header("Cookie", "access_token=" + token)
                .header("X-Api-Key", token)
                .send();

        // then
        refused(answer, 401, "unauthorized");
    }

    @Test
    void theDoorTakesItsOwnCredentialOnly() {
        // given
        var token = stack.minted(owner).text();
        var asked = RawHttp.to(port(), "GET", "/v1/forward-auth?proxy=nginx&org=*")
                .header("X-Original-Method", "GET")
                .header("X-Original-URI", "/apps")
                .header("Authorization", bearer(token));

        // when, then
        refused(asked.send(), 403, "door-refused");
        refused(asked.header("Latchkey-Door", token).send(), 403, "door-refused");
        refused(asked.header("Latchkey-Door", owner).send(), 403, "door-refused");
        refused(
                asked.header("Latchkey-Door", Peer.narrow(owner, "resource = latchkey/verify"))
                        .send(),
                403,
                "door-refused");
        refused(asked.header("Latchkey-Door", Peer.forged(door)).send(), 403, "door-refused");
        refused(
                asked.header("Latchkey-Door", door)
                        .header("Latchkey-Door", door)
                        .send(),
                403,
                "door-refused");
        refused(
                asked.header("Latchkey-Door", ServiceTokens.issue(ServiceName.TOKEN, ServiceName.TOKEN))
                        .send(),
                403,
                "door-refused");
        assertThat(asked.header("Latchkey-Door", door).send().status()).isEqualTo(200);
        assertThat(asked.header("Latchkey-Door", "Bearer " + door).send().status())
                .isEqualTo(200);
        assertThat(asked.header("Latchkey-Door", ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRevokedDoorIsShutAtOnce() {
        // given
        var own = stack.minted(owner, "resource", "latchkey/verify");
        var asked = RawHttp.to(port(), "GET", "/v1/forward-auth?proxy=nginx&org=*")
                .header("X-Original-Method", "GET")
                .header("X-Original-URI", "/apps")
                .header("Authorization", bearer(stack.minted(owner).text()))
                .header("Latchkey-Door", own.text());
        assertThat(asked.send().status()).isEqualTo(200);

        // when
        Stack.post(owner, "/v1/tokens/" + own.id() + "/revoke", Map.of()).then().statusCode(200);

        // then
        var shut = asked.send();
        refused(shut, 403, "door-refused");
        assertThat(shut.header("WWW-Authenticate")).isEmpty();
    }

    @Test
    void anotherOrgsTokenLooksLikeNoTokenAndAnotherOrgAskedForIsWrong() {
        // given
        var other = Stack.create();
        var foreign = other.minted(other.owner()).text();
        var own = stack.minted(owner).text();
        var byPath = RawHttp.to(port(), "GET", "/v1/forward-auth?proxy=nginx&org=(1)")
                .header("Latchkey-Door", door)
                .header("X-Original-Method", "GET");

        // when
        var foreignToken =
                nginx("GET", "/apps").header("Authorization", bearer(foreign)).send();
        var otherOrg = byPath.header("X-Original-URI", "/" + other.org() + "/apps")
                .header("Authorization", bearer(own))
                .send();
        var noOrg = byPath.header("X-Original-URI", "/")
                .header("Authorization", bearer(own))
                .send();
        var confused = byPath.header("X-Original-URI", "/" + stack.org() + "/../" + other.org())
                .header("Authorization", bearer(own))
                .send();
        var ownOrg = byPath.header("X-Original-URI", "/" + stack.org() + "/apps")
                .header("Authorization", bearer(own))
                .send();

        // then
        refused(foreignToken, 401, "bad-signature");
        refused(otherOrg, 403, "wrong-org");
        refused(noOrg, 403, "no-org");
        refused(confused, 403, "no-org");
        assertThat(ownOrg.status()).isEqualTo(200);
    }

    @Test
    void aRefusedTokenIsToldWhy() {
        // given
        var token = stack.minted(owner);
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // when
        var revoked = nginx("GET", "/apps")
                .header("Authorization", bearer(token.text()))
                .send();
        var truncated = nginx("GET", "/apps")
                .header("Authorization", bearer(token.text().substring(0, 100)))
                .send();
        var discharged = nginx("GET", "/apps")
                .header("Authorization", bearer(stack.minted(owner).text()))
                .header("Latchkey-Discharge", "lkx_any")
                .send();

        // then
        refused(revoked, 401, "revoked");
        assertThat(revoked.single("WWW-Authenticate"))
                .isEqualTo(
                        "Bearer realm=\"latchkey\", error=\"invalid_token\", error_description=\"revoked\"" + METADATA);
        refused(truncated, 401, "truncated");
        assertThat(truncated.body()).contains("100 of at least");
        refused(discharged, 401, "undischarged");
    }

    @Test
    void theAddressIsWhatTheNearestProxyWrote() {
        // given
        var token = Peer.narrow(stack.minted(owner).text(), "ip in 203.0.113.0/24");
        var asked = RawHttp.to(port(), "GET", "/v1/forward-auth?proxy=traefik&org=*&ip=x-forwarded-for")
                .header("Latchkey-Door", door)
                .header("X-Forwarded-Method", "GET")
                .header("X-Forwarded-Uri", "/apps")
                .header("Authorization", bearer(token));
        var untold = RawHttp.to(port(), "GET", "/v1/forward-auth?proxy=traefik&org=*")
                .header("Latchkey-Door", door)
                .header("X-Forwarded-Method", "GET")
                .header("X-Forwarded-Uri", "/apps")
                .header("Authorization", bearer(token));

        // when, then
        assertThat(asked.header("X-Forwarded-For", "198.51.100.66, 203.0.113.7")
                        .send()
                        .status())
                .isEqualTo(200);
        refused(asked.header("X-Forwarded-For", "203.0.113.7, 198.51.100.66").send(), 403, "ip-denied");
        refused(asked.header("X-Forwarded-For", "203.0.113.7, nonsense").send(), 403, "ip-denied");
        refused(asked.send(), 403, "ip-denied");
        refused(untold.header("X-Forwarded-For", "203.0.113.7").send(), 403, "ip-denied");
    }

    @Test
    void theUseIsOfTheClientAndNotOfTheProxy() {
        // given
        var token = stack.minted(owner);

        // when
        nginx("DELETE", "/apps/web?secret=x")
                .header("Authorization", bearer(token.text()))
                .header("User-Agent", "npm/11")
                .send();

        // then
        Awaitility.await().untilAsserted(() -> assertThat(used(token)).hasSize(1));
        var use = used(token).getFirst();
        assertThat(use.ip()).isEqualTo("203.0.113.7");
        assertThat(use.userAgent()).isEqualTo("npm/11");
        assertThat(use.methods()).isEqualTo(Map.of("DELETE", 1L));
        assertThat(use.resources()).isEqualTo(Map.of("apps/web", 1L));
        assertThat(use.reason()).isEqualTo("access-denied");
    }

    @Test
    void aBadPlanIsNamed() {
        // when
        var answer = RawHttp.to(port(), "GET", "/v1/forward-auth?proxy=nginx&org=acme&resource=a//b")
                .header("Latchkey-Door", door)
                .send();

        // then: for nginx that is a failure of its own, which no client can cause
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"resource\"");
    }

    @Test
    void aProxyThatKnowsFewStatusesGetsFewStatuses() {
        // given
        var token = bearer(stack.minted(owner).text());

        // when
        var folded = nginx("GET", "/apps")
                .header("Authorization", token)
                .header("Authorization", token)
                .send();

        // then
        refused(folded, 403, "invalid-request");
        assertThat(folded.body()).contains("\"status\":403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml;q=0.9", ";;;", "*/*", "image/webp,*/*"})
    void whatTheClientAcceptsIsNoMatterHere(String accept) {
        // given
        var token = bearer(stack.minted(owner).text());

        // when
        var allowed = nginx("GET", "/apps")
                .header("Accept", accept)
                .header("Authorization", token)
                .send();
        var refused = nginx("GET", "/apps").header("Accept", accept).send();

        // then
        assertThat(allowed.status()).isEqualTo(200);
        refused(refused, 401, "unauthorized");
    }

    private static void refused(Answer answer, int status, String reason) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.single("Latchkey-Reason")).isEqualTo(reason);
        for (var header : IDENTITY) {
            assertThat(answer.header(header)).as(header).isEqualTo(List.of(""));
        }
        assertThat(answer.single("Cache-Control")).isEqualTo("no-store");
    }

    private static List<TokenUsed> used(Stack.Minted token) {
        return Topics.read(Topic.TOKEN_USAGE, TokenUsed.class, token.id());
    }
}
