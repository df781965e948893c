package dev.latchkey.token.verify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.ServiceName;
import dev.latchkey.events.TokenUsed;
import dev.latchkey.events.Topic;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class VerifyTest {
    private final Stack stack = Stack.create();

    @Test
    void aTokenIsAllowedWhatItWasMintedFor() {
        // given
        var verifier = stack.verifier();
        var token = stack.mint(
                        stack.owner(), "kind", "personal", "name", "ci", "access", "read", "resource", "apps/web")
                .then()
                .statusCode(201)
                .extract();

        // when
        var answer = stack.verify(verifier, token.path("token"), "resource", "apps/web/deploys", "method", "GET");

        // then
        answer.then()
                .statusCode(200)
                .body("allowed", equalTo(true))
                .body("token.id", equalTo(token.path("id")))
                .body("token.hint", equalTo(token.path("hint")))
                .body("token.kind", equalTo("personal"))
                .body("token.narrowed", equalTo(false))
                .body("subject.person", equalTo(token.path("person")))
                .body("app", nullValue())
                .body("effective.org", equalTo(stack.org()))
                .body("effective.access", equalTo("read"))
                .body("effective.resource", equalTo("apps/web"))
                .body("effective.expires_at", equalTo(token.path("expires_at")));
        assertThat(answer.asString()).contains("\"app\":null");
    }

    @Test
    void aReadTokenIsRefusedForWrite() {
        // given
        var token = stack.minted(stack.owner(), "resource", "apps/web");

        // when
        var answer = stack.verify(stack.verifier(), token.text(), "resource", "apps/web", "access", "write");

        // then
        refusedFor(answer, "access-denied");
    }

    @Test
    void aWriteTokenIsAllowedToWrite() {
        // given
        var token = stack.minted(stack.owner(), "resource", "apps/web", "access", "write");

        // when
        var answer = stack.verify(stack.verifier(), token.text(), "resource", "apps/web", "access", "write");

        // then
        answer.then().statusCode(200).body("allowed", equalTo(true)).body("effective.access", equalTo("write"));
    }

    @Test
    void aResourceOutsideIsDenied() {
        // given
        var verifier = stack.verifier();
        var token = stack.minted(stack.owner(), "resource", "apps/web");

        for (var outside : List.of("apps/website", "apps", "apps/api")) {
            // when
            var answer = stack.verify(verifier, token.text(), "resource", outside);

            // then
            refusedFor(answer, "resource-denied");
        }
        refusedFor(stack.verify(verifier, token.text()), "resource-denied");
    }

    @Test
    void anotherOrgAskedForIsWrongAndAStarIsTheTokensOwn() {
        // given
        var verifier = stack.verifier();
        var token = stack.minted(stack.owner());

        // when
        var named = stack.verify(verifier, token.text(), "org", "org-" + Stack.word(8));
        var star = stack.verify(verifier, token.text(), "org", "*");

        // then
        refusedFor(named, "wrong-org");
        star.then().body("allowed", equalTo(true)).body("effective.org", equalTo(stack.org()));
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        // given
        var owner = stack.owner();
        var verifier = stack.verifier();
        var token = stack.minted(owner);
        var sibling = stack.minted(owner);
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // when
        var answer = stack.verify(verifier, token.text());

        // then
        refusedFor(answer, "revoked");
        stack.verify(verifier, sibling.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void aTokenNarrowedByAnotherLibraryHoldsAndKeepsItsHint() {
        // given
        var owner = stack.owner();
        var verifier = stack.verifier();
        var token = stack.minted(owner, "resource", "apps/web", "access", "write");

        // when
        var narrowed = Peer.narrow(token.text(), "access = read", "resource = apps/web/deploys");

        // then
        assertThat(narrowed).endsWith("_" + token.hint());
        stack.verify(verifier, narrowed, "resource", "apps/web/deploys/7")
                .then()
                .statusCode(200)
                .body("allowed", equalTo(true))
                .body("token.id", equalTo(token.id()))
                .body("token.hint", equalTo(token.hint()))
                .body("token.narrowed", equalTo(true))
                .body("effective.access", equalTo("read"))
                .body("effective.resource", equalTo("apps/web/deploys"));
        refusedFor(
                stack.verify(verifier, narrowed, "resource", "apps/web/deploys", "access", "write"), "access-denied");
        refusedFor(stack.verify(verifier, narrowed, "resource", "apps/web/builds"), "resource-denied");
        Stack.post(owner, "/v1/tokens/identify", Map.of("token", narrowed))
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(token.id())))
                .body("items[0].hint", equalTo(token.hint()));
        Stack.post(owner, "/v1/tokens/identify", Map.of("hint", token.hint()))
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(token.id())));
    }

    @Test
    void anotherOrgsTokenIsNotIdentified() {
        // given
        var other = Stack.create();
        var foreign = other.minted(other.owner());

        // when
        var answer = Stack.post(stack.owner(), "/v1/tokens/identify", Map.of("token", foreign.text()));

        // then
        answer.then().statusCode(200).body("items", equalTo(List.of()));
    }

    @Test
    void variantsShareOneIdentity() {
        // given
        var verifier = stack.verifier();
        var token = stack.minted(stack.owner());
        var located = withLocation(Peer.bytes(token.text()), "http://127.0.0.1:9/never-opened");
        var variants = List.of(
                token.text(),
                Peer.withoutSuffix(token.text()),
                Peer.padded(token.text(), Peer.bytes(token.text())),
                Peer.padded(token.text(), located));

        for (var variant : variants) {
            // when
            var answer = stack.verify(verifier, variant, "ip", "203.0.113.7");

            // then
            answer.then()
                    .body("allowed", equalTo(true))
                    .body("token.id", equalTo(token.id()))
                    .body("token.hint", equalTo(token.hint()))
                    .body("token.narrowed", equalTo(false));
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                used(token).stream().mapToLong(TokenUsed::count).sum())
                        .isEqualTo(4));
        assertThat(used(token)).allMatch(use -> use.child().equals("root"));
    }

    /// A location stands before the identifier and is not under the signature.
    private static byte[] withLocation(byte[] macaroon, String location) {
        var text = location.getBytes(StandardCharsets.US_ASCII);
        var located = new byte[macaroon.length + 2 + text.length];
        located[0] = macaroon[0];
        located[1] = 1;
        located[2] = (byte) text.length;
        System.arraycopy(text, 0, located, 3, text.length);
        System.arraycopy(macaroon, 1, located, 3 + text.length, macaroon.length - 1);
        return located;
    }

    @Test
    void forgedUseMovesNoRecord() {
        // given
        var verifier = stack.verifier();
        var token = stack.minted(stack.owner());
        var request = Stack.with("org", stack.org(), "access", "read", "ip", "198.51.100.66");
        var forged = Stack.with("token", Peer.forged(token.text()), "request", request);
        for (var sent = 0; sent < 1_000; sent += 250) {
            Stack.post(verifier, "/v1/verify/batch", Stack.with("items", Collections.nCopies(250, forged)))
                    .then()
                    .statusCode(200)
                    .body("items.reason", equalTo(Collections.nCopies(250, "bad-signature")));
        }

        // when
        stack.verify(verifier, token.text(), "ip", "203.0.113.7").then().body("allowed", equalTo(true));

        // then: records of one token keep their order, so a forged one would stand before it
        Awaitility.await().untilAsserted(() -> assertThat(used(token)).isNotEmpty());
        assertThat(used(token))
                .extracting(TokenUsed::outcome, TokenUsed::ip, TokenUsed::count)
                .containsExactly(tuple(TokenUsed.Outcome.ACCEPTED, "203.0.113.7", 1L));
    }

    @Test
    void identityInACaveatIsNotRead() {
        // given
        var ada = stack.person(Role.OWNER);
        var token = stack.minted(stack.tokenOf(ada, "write"));
        var mallory = "per_" + Stack.word(12);

        // when
        var answer = stack.verify(stack.verifier(), Peer.narrow(token.text(), "person = " + mallory));

        // then
        refusedFor(answer, "unknown-caveat");
        Awaitility.await().untilAsserted(() -> assertThat(used(token)).hasSize(1));
        var use = used(token).getFirst();
        assertThat(use.personId()).isEqualTo(ada);
        assertThat(use.outcome()).isEqualTo(TokenUsed.Outcome.REFUSED);
        assertThat(use.reason()).isEqualTo("unknown-caveat");
        assertThat(use.child()).hasSize(12);
    }

    @Test
    void aUseIsToldWithAddressAgentAndPlaceInTheFlush() {
        // given
        var verifier = stack.verifier();
        var ada = stack.person(Role.OWNER);
        var token = stack.minted(stack.tokenOf(ada, "write"), "resource", "apps/web");

        // when
        var before = Instant.now().minusMillis(1);
        stack.verify(
                verifier,
                token.text(),
                "resource",
                "apps/web/deploys",
                "method",
                "GET",
                "ip",
                "::ffff:203.0.113.7",
                "user_agent",
                "curl/8.5");
        stack.verify(verifier, token.text(), "resource", "apps/web", "access", "write", "ip", "203.0.113.7");

        // then
        Awaitility.await().untilAsserted(() -> assertThat(used(token)).hasSize(2));
        var accepted = used(token).getFirst();
        assertThat(accepted)
                .extracting(
                        TokenUsed::tokenId,
                        TokenUsed::kind,
                        TokenUsed::org,
                        TokenUsed::personId,
                        TokenUsed::child,
                        TokenUsed::ip,
                        TokenUsed::userAgent,
                        TokenUsed::outcome,
                        TokenUsed::reason,
                        TokenUsed::count)
                .containsExactly(
                        token.id(),
                        "personal",
                        stack.org(),
                        ada,
                        "root",
                        "203.0.113.7",
                        "curl/8.5",
                        TokenUsed.Outcome.ACCEPTED,
                        null,
                        1L);
        assertThat(accepted.accesses()).isEqualTo(Map.of("read", 1L));
        assertThat(accepted.resources()).isEqualTo(Map.of("apps/web/deploys", 1L));
        assertThat(accepted.methods()).isEqualTo(Map.of("GET", 1L));
        assertThat(accepted.firstAt()).isBetween(before, Instant.now()).isEqualTo(accepted.lastAt());
        assertThat(accepted.part()).isBetween(1, accepted.parts());
        var refused = used(token).getLast();
        assertThat(refused.outcome()).isEqualTo(TokenUsed.Outcome.REFUSED);
        assertThat(refused.reason()).isEqualTo("access-denied");
        assertThat(refused.userAgent()).isNull();
        assertThat(refused.verifier()).isEqualTo(accepted.verifier()).isNotBlank();
        assertThat(refused.boot()).isEqualTo(accepted.boot()).hasSize(36);
        assertThat(refused.flush()).isGreaterThanOrEqualTo(accepted.flush()).isPositive();
    }

    @Test
    void anotherOrgsTokenLooksLikeNoTokenAndItsUseIsNotTold() {
        // given
        var other = Stack.create();
        var foreign = other.minted(other.owner());

        // when
        var answer = stack.verify(stack.verifier(), foreign.text(), "org", "*", "ip", "198.51.100.66");

        // then
        refusedFor(answer, "bad-signature");
        other.verify(other.verifier(), foreign.text(), "ip", "203.0.113.7")
                .then()
                .body("allowed", equalTo(true));
        Awaitility.await().untilAsserted(() -> assertThat(used(foreign)).isNotEmpty());
        assertThat(used(foreign)).extracting(TokenUsed::ip).containsExactly("203.0.113.7");
    }

    @Test
    void anUnknownKeyGenerationIsToldToVerifiersOnly() {
        // given
        var next = new KeyId(new OrgHandle(stack.org()), 2);
        var random = new Random(3);
        var identity = new Identity.Personal(next, TokenId.of(Instant.now(), random), PersonId.random(random));
        var unknown = Token.mint(
                Key.derive(new byte[32]),
                identity,
                List.of(new Caveat.Org(next.org()), new Caveat.Before(Instant.parse("2030-01-01T00:00:00Z"))));

        // when
        var answer = stack.verify(stack.verifier(), unknown.text());
        var presented = Stack.get(unknown.text(), "/v1/whoami");

        // then
        refusedFor(answer, "unknown-key");
        presented.then().statusCode(401).body("type", endsWith("/problems/bad-signature"));
        var forged = Stack.get(Peer.forged(stack.minted(stack.owner()).text()), "/v1/whoami");
        assertThat(presented.asString()).isEqualTo(forged.asString());
        assertThat(presented.header("WWW-Authenticate")).isEqualTo(forged.header("WWW-Authenticate"));
    }

    @Test
    void onlyATokenMintedForVerifyingMayVerify() {
        // given
        var owner = stack.owner();
        var token = stack.minted(owner);
        var verifier = stack.minted(owner, "resource", "latchkey/verify");

        for (var broader :
                List.of(owner, stack.minted(owner, "resource", "latchkey").text())) {
            // when
            var answer = stack.verify(broader, token.text());

            // then
            answer.then().statusCode(403).body("type", endsWith("/problems/resource-denied"));
        }
        stack.verify(verifier.text(), token.text()).then().statusCode(200).body("allowed", equalTo(true));
    }

    @Test
    void aBroadTokenNarrowedToVerifyingMayNotVerify() {
        // given
        var member = stack.tokenOf(stack.person(Role.MEMBER), "write");
        var token = stack.minted(stack.owner());

        // when
        var answer = stack.verify(Peer.narrow(member, "resource = latchkey/verify"), token.text());

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/resource-denied"));
        stack.verify(stack.verifier(), token.text()).then().statusCode(200).body("allowed", equalTo(true));
    }

    @Test
    void aMemberMayNotMintAVerifier() {
        // given
        var member = stack.tokenOf(stack.person(Role.MEMBER), "write");

        // when
        var answer = stack.mint(member, "name", "v", "access", "read", "resource", "latchkey/verify");

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/role-too-low"));
        var admin = stack.tokenOf(stack.person(Role.ADMIN), "write");
        stack.mint(admin, "name", "v", "access", "read", "resource", "latchkey/verify")
                .then()
                .statusCode(201);
    }

    @Test
    void withoutACredentialThereIsAChallenge() {
        // when
        var answer = given().contentType("application/json").body("{}").post("/v1/verify");

        // then
        answer.then().statusCode(401).body("type", endsWith("/problems/unauthorized"));
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\","
                        + " resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"");
    }

    @Test
    void aServiceInTheTableMayVerifyAndNoOther() {
        // given
        var token = stack.minted(stack.owner());
        var body = Map.of("token", token.text(), "request", Map.of("org", stack.org(), "access", "read"));

        // when
        var audit = Stack.post(ServiceTokens.issue(ServiceName.AUDIT, ServiceName.TOKEN), "/v1/verify", body);
        var self = Stack.post(ServiceTokens.issue(ServiceName.TOKEN, ServiceName.TOKEN), "/v1/verify", body);
        var forged = Stack.post(ServiceTokens.forged(ServiceName.AUDIT, ServiceName.TOKEN), "/v1/verify", body);
        var otherAudience = Stack.post(ServiceTokens.issue(ServiceName.AUDIT, ServiceName.OAUTH), "/v1/verify", body);

        // then
        audit.then().statusCode(200).body("allowed", equalTo(true)).body("token.id", equalTo(token.id()));
        for (var refused : List.of(self, forged, otherAudience)) {
            assertThat(refused.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void eachBadFieldIsNamed() {
        // given
        var verifier = stack.verifier();
        var token = stack.minted(stack.owner()).text();
        var expected = Map.ofEntries(
                Map.entry("{}", "token"),
                Map.entry("{\"token\":null,\"request\":{\"org\":\"*\",\"access\":\"read\"}}", "token"),
                Map.entry("{\"token\":\"T\"}", "request"),
                Map.entry("{\"token\":\"T\",\"request\":{\"access\":\"read\"}}", "request.org"),
                Map.entry("{\"token\":\"T\",\"request\":{\"org\":\"NOT AN ORG\",\"access\":\"read\"}}", "request.org"),
                Map.entry("{\"token\":\"T\",\"request\":{\"org\":\"*\"}}", "request.access"),
                Map.entry("{\"token\":\"T\",\"request\":{\"org\":\"*\",\"access\":\"admin\"}}", "request.access"),
                Map.entry(with("\"ip\":\"example.org\""), "request.ip"),
                Map.entry(with("\"ip\":\"010.0.0.1\""), "request.ip"),
                Map.entry(with("\"method\":\"\""), "request.method"),
                Map.entry(with("\"colour\":\"red\""), "request.colour"),
                Map.entry("{\"token\":\"T\",\"colour\":\"red\"}", "colour"),
                Map.entry("{\"token\":", "body"),
                Map.entry("nothing", "body"));

        for (var body : expected.entrySet()) {
            // when
            var answer = raw(verifier, body.getKey().replace("\"T\"", "\"" + token + "\""));

            // then
            assertThat(answer.statusCode()).as(body.getKey()).isEqualTo(400);
            assertThat(answer.<String>path("field")).as(body.getKey()).isEqualTo(body.getValue());
            assertThat(answer.<String>path("type")).endsWith("/problems/invalid-request");
            assertThat(answer.asString()).doesNotContain(token);
        }
        raw(verifier, with("\"ip\":\"203.0.113.7\"").replace("\"T\"", "\"" + token + "\""))
                .then()
                .statusCode(200)
                .body("allowed", equalTo(true));
    }

    @Test
    void aDischargeNobodyAskedForIsLeftOver() {
        // given
        var body = Map.of(
                "token",
                stack.minted(stack.owner()).text(),
                "request",
                Map.of("org", stack.org(), "access", "read"),
                "discharges",
                List.of("lkx_any"));

        // when
        var answer = Stack.post(stack.verifier(), "/v1/verify", body);

        // then
        refusedFor(answer, "undischarged");
    }

    private static String with(String member) {
        return "{\"token\":\"T\",\"request\":{\"org\":\"*\",\"access\":\"read\"," + member + "}}";
    }

    private static Response raw(String verifier, String body) {
        return given().header("Authorization", "Bearer " + verifier)
                .contentType("application/json")
                .body(body)
                .post("/v1/verify");
    }

    private static void refusedFor(Response answer, String reason) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<Boolean>path("allowed")).isFalse();
        assertThat(answer.<String>path("reason")).isEqualTo(reason);
        assertThat(answer.<String>path("detail")).isNotBlank();
        assertThat(answer.<Map<String, Object>>path("")).containsOnlyKeys("allowed", "reason", "detail");
    }

    private static List<TokenUsed> used(Stack.Minted token) {
        return Topics.read(Topic.TOKEN_USAGE, TokenUsed.class, token.id());
    }
}
