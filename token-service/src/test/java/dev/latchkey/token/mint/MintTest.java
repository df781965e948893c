package dev.latchkey.token.mint;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.ServiceName;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.events.Topic;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class MintTest {
    private final Stack stack = Stack.create();

    @Test
    void aNewTokenIsShownOnceWithItsRecord() {
        // given
        var ada = stack.person(Role.OWNER);
        var owner = stack.tokenOf(ada, "write");

        // when
        var answer = stack.mint(
                owner, "kind", "personal", "name", " ci ", "access", "read", "resource", "apps/web", "ttl", "P30D");

        // then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        var shown = new HashMap<>(answer.<Map<String, Object>>path(""));
        var id = (String) shown.remove("id");
        var token = (String) shown.remove("token");
        var created = Instant.parse((String) shown.remove("created_at"));
        assertThat(id).matches("tok_[0-9a-hjkmnp-tv-z]{26}");
        assertThat(answer.header("Location")).endsWith("/v1/tokens/" + id);
        assertThat(token).startsWith("lkp_").endsWith("_" + shown.remove("hint"));
        assertThat(shown.remove("minted_by")).asString().startsWith("tok_").isNotEqualTo(id);
        assertThat(shown.remove("live_login")).isEqualTo(false);
        assertThat(shown)
                .isEqualTo(Map.of(
                        "org",
                        stack.org(),
                        "kind",
                        "personal",
                        "name",
                        "ci",
                        "person",
                        ada,
                        "created_by",
                        ada,
                        "access",
                        "read",
                        "resource",
                        "apps/web",
                        "expires_at",
                        created.plus(Duration.ofDays(30))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString(),
                        "restrictions",
                        List.of(),
                        "state",
                        "active"));
        assertThat(Stack.get(owner, "/v1/tokens/" + id).<Map<String, Object>>path(""))
                .doesNotContainKey("token")
                .containsEntry("id", id);
    }

    @Test
    void eachBadFieldIsNamed() {
        // given
        var owner = stack.owner();
        var good = "{\"org\":\"" + stack.org() + "\",\"name\":\"ci\",\"access\":\"read\"";
        var expected = Map.ofEntries(
                Map.entry("{}", "org"),
                Map.entry("{\"org\":\"NOT AN ORG\",\"name\":\"ci\",\"access\":\"read\"}", "org"),
                Map.entry(good + ",\"kind\":\"session\"}", "kind"),
                Map.entry(good + ",\"kind\":\"robot\"}", "kind"),
                Map.entry(good + ",\"kind\":\"deploy\"}", "resource"),
                Map.entry(good.replace("\"ci\"", "\"  \"") + "}", "name"),
                Map.entry(good.replace("\"ci\"", "null") + "}", "name"),
                Map.entry(good.replace("\"ci\"", "1") + "}", "name"),
                Map.entry(good + ",\"resource\":true}", "resource"),
                Map.entry(good + ",\"access\":\"write\"}", "body"),
                Map.entry(good + "}{\"x\":1}", "body"),
                Map.entry(good + "}x", "body"),
                Map.entry(good.replace("\"ci\"", "\"" + "x".repeat(101) + "\"") + "}", "name"),
                Map.entry(good.replace("\"ci\"", "\"a\\u202eb\"") + "}", "name"),
                Map.entry(good.replace("\"ci\"", "\"a\\u0000b\"") + "}", "name"),
                Map.entry(good.replace("\"read\"", "null") + "}", "access"),
                Map.entry(good.replace("\"read\"", "\"admin\"") + "}", "access"),
                Map.entry(good + ",\"resource\":\"apps/../web\"}", "resource"),
                Map.entry(good + ",\"resource\":\"\"}", "resource"),
                Map.entry(good + ",\"ttl\":\"soon\"}", "ttl"),
                Map.entry(good + ",\"ttl\":\"PT59S\"}", "ttl"),
                Map.entry(good + ",\"ttl\":\"P367D\"}", "ttl"),
                Map.entry(good + ",\"ttl\":\"-P1D\"}", "ttl"),
                Map.entry(good + ",\"ttl\":\"never\"}", "reason"),
                Map.entry(good + ",\"ttl\":\"never\",\"reason\":\" \"}", "reason"),
                Map.entry(good + ",\"ttl\":\"never\",\"reason\":\"" + "x".repeat(201) + "\"}", "reason"),
                Map.entry(good + ",\"reason\":\"no end\"}", "reason"),
                Map.entry(good + ",\"preset\":\"session\"}", "preset"),
                Map.entry(good + ",\"preset\":\"\"}", "preset"),
                Map.entry(good + ",\"ip\":[]}", "ip"),
                Map.entry(good + ",\"ip\":[null]}", "ip"),
                Map.entry(good + ",\"ip\":\"203.0.113.0/24\"}", "ip"),
                Map.entry(good + ",\"ip\":[\"203.0.113.1/24\"]}", "ip"),
                Map.entry(good + ",\"ip\":[\"203.0.113.1\"]}", "ip"),
                Map.entry(good + ",\"ip\":[\"::ffff:203.0.113.0/120\"]}", "ip"),
                Map.entry(good + ",\"ip\":[" + "\"203.0.113.0/24\",".repeat(17) + "\"10.0.0.0/8\"]}", "ip"),
                Map.entry(good + ",\"methods\":[]}", "methods"),
                Map.entry(good + ",\"methods\":[null]}", "methods"),
                Map.entry(good + ",\"methods\":[\"get\"]}", "methods"),
                Map.entry(good + ",\"methods\":[\"GET HEAD\"]}", "methods"),
                Map.entry(good + ",\"colour\":\"red\"}", "colour"),
                Map.entry("{\"org\":", "body"));

        for (var body : expected.entrySet()) {
            // when
            var answer = raw(owner, "/v1/tokens", body.getKey());

            // then
            assertThat(answer.statusCode()).as(body.getKey()).isEqualTo(400);
            assertThat(answer.<String>path("field")).as(body.getKey()).isEqualTo(body.getValue());
        }
        raw(owner, "/v1/tokens", good.replace("\"ci\"", "\"" + "x".repeat(100) + "\"") + ",\"ttl\":\"PT1M\"}")
                .then()
                .statusCode(201);
    }

    @Test
    void whatIsMintedInheritsTheMintersReachAndEnd() {
        // given
        var minter = stack.minted(
                        stack.owner(), "access", "write", "resource", "latchkey", "ttl", "PT1H", "name", "minter")
                .text();
        var end = Stack.get(minter, "/v1/whoami").<String>path("effective.expires_at");

        // when
        var within = stack.mint(minter, "name", "a", "access", "read", "resource", "latchkey/tokens");
        var inherited = stack.mint(minter, "name", "b", "access", "write");
        var wider = stack.mint(minter, "name", "c", "access", "read", "resource", "apps/web");
        var longer = stack.mint(minter, "name", "d", "access", "read", "ttl", "P1D");

        // then
        within.then().statusCode(201).body("resource", equalTo("latchkey/tokens"));
        inherited.then().statusCode(201).body("resource", equalTo("latchkey")).body("expires_at", equalTo(end));
        exceeds(wider, "resource");
        exceeds(longer, "ttl");
    }

    @Test
    void anotherOrgExceedsTheMinterWhetherItExistsOrNot() {
        // given
        var owner = stack.owner();
        var other = Stack.create();
        other.owner();

        // when
        var existing = stack.mint(owner, "org", other.org(), "name", "a", "access", "read");
        var none = stack.mint(owner, "org", "org-" + Stack.word(8), "name", "a", "access", "read");

        // then
        exceeds(existing, "org");
        assertThat(none.asString()).isEqualTo(existing.asString());
    }

    @Test
    void aReadTokenMintsNothing() {
        // given
        var reader = stack.minted(stack.owner(), "access", "read").text();

        // when
        var answer = stack.mint(reader, "name", "a", "access", "read");

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/access-denied"));
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\", error=\"insufficient_scope\","
                        + " error_description=\"access-denied\", scope=\"write\","
                        + " resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"");
    }

    @Test
    void aDeployTokenMintsNothing() {
        // given
        var deploy = stack.minted(stack.owner(), "kind", "deploy", "resource", "latchkey/tokens", "access", "write");
        assertThat(deploy.text()).startsWith("lkd_");

        // when
        var answer = stack.mint(deploy.text(), "name", "a", "access", "read", "resource", "latchkey/tokens");

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/cannot-mint"));
        Stack.get(deploy.text(), "/v1/tokens?org=" + stack.org()).then().statusCode(200);
    }

    @Test
    void aNarrowedCopyMintsNothing() {
        // given
        var owner = stack.owner();
        var narrowed = Peer.narrow(owner, "access = write");

        // when
        var answer = stack.mint(narrowed, "name", "a", "access", "read");

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/cannot-mint"));
        stack.mint(owner, "name", "a", "access", "read").then().statusCode(201);
    }

    @Test
    void aViewerMintsNothing() {
        // given
        var ada = stack.person(Role.MEMBER);
        var token = stack.tokenOf(ada, "write");
        stack.mint(token, "name", "a", "access", "read").then().statusCode(201);

        // when
        stack.giveRole(ada, Role.VIEWER);

        // then
        Awaitility.await()
                .untilAsserted(() -> stack.mint(token, "name", "a", "access", "read")
                        .then()
                        .statusCode(403)
                        .body("type", endsWith("/problems/access-denied")));
    }

    @Test
    void aServiceMintsForAPersonAndNobodyElseDoes() {
        // given
        var ada = stack.person(Role.OWNER);
        stack.tokenOf(ada, "read");
        var body = onBehalf(stack.org(), ada);

        // when
        var allowed = internal(ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN), body);

        // then
        allowed.then().statusCode(201).body("person", equalTo(ada)).body("created_by", equalTo(ada));
        assertThat(allowed.header("Cache-Control")).isEqualTo("no-store");
        internal(ServiceTokens.issue(ServiceName.OAUTH, ServiceName.TOKEN), body)
                .then()
                .statusCode(403)
                .body("field", equalTo("kind"));
        assertThat(internal(ServiceTokens.issue(ServiceName.AUDIT, ServiceName.TOKEN), body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(internal(ServiceTokens.issue(ServiceName.TOKEN, ServiceName.TOKEN), body)
                        .statusCode())
                .isEqualTo(403);
        var nobodys = List.of(
                ServiceTokens.forged(ServiceName.SESSION, ServiceName.TOKEN),
                ServiceTokens.foreign(ServiceName.SESSION, ServiceName.TOKEN),
                ServiceTokens.issue(
                        ServiceName.SESSION, ServiceName.TOKEN, Instant.now().minus(Duration.ofHours(1))),
                ServiceTokens.issue(ServiceName.SESSION, ServiceName.AUDIT),
                stack.tokenOf(ada, "write"));
        for (var bearer : nobodys) {
            assertThat(internal(bearer, body).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aServiceMintsOnlyInKnownOrgsForTheirMembers() {
        // given
        var ada = stack.person(Role.OWNER);
        stack.tokenOf(ada, "read");
        var session = ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN);

        // when
        var unknownOrg = internal(session, onBehalf("org-" + Stack.word(8), ada));
        var unknownPerson = internal(session, onBehalf(stack.org(), "per_" + Stack.word(12)));
        var noPerson = internal(session, onBehalf(stack.org(), "ada"));

        // then
        unknownOrg.then().statusCode(404).body("type", endsWith("/problems/unknown-org"));
        unknownPerson.then().statusCode(404).body("type", endsWith("/problems/unknown-person"));
        noPerson.then().statusCode(400).body("field", equalTo("person"));
    }

    @Test
    void aMintIsToldWithoutTheTokenAndWithoutGaps() {
        // given
        var ada = stack.person(Role.OWNER);
        var owner = stack.tokenOf(ada, "write");

        // when
        var minted = stack.minted(owner, "name", "told", "resource", "apps/web");

        // then
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenMinted.class, minted.id()))
                        .hasSize(1));
        var all = Topics.read(Topic.TOKENS);
        var told = all.stream()
                .filter(received -> received.key().equals(minted.id()))
                .findFirst()
                .orElseThrow();
        assertThat(told.text()).doesNotContain(minted.text()).doesNotContain(Peer.body(minted.text()));
        assertThat(told.event()).isInstanceOfSatisfying(TokenMinted.class, event -> {
            assertThat(event.org()).isEqualTo(stack.org());
            assertThat(event.kind()).isEqualTo("personal");
            assertThat(event.name()).isEqualTo("told");
            assertThat(event.hint()).isEqualTo(minted.hint());
            assertThat(event.personId()).isEqualTo(ada);
            assertThat(event.access()).isEqualTo("read");
            assertThat(event.resources()).isEqualTo(List.of("apps/web"));
            assertThat(event.keyId()).isEqualTo(stack.org() + ".1");
            assertThat(event.version()).isEqualTo(1);
            assertThat(event.act().actor().kind()).isEqualTo(ActorKind.PERSON);
            assertThat(event.act().actor().id()).isEqualTo(ada);
            assertThat(event.act().actor().tokenId()).isEqualTo(event.mintedBy());
            assertThat(event.act().origin().ip()).isEqualTo("127.0.0.1");
            assertThat(event.act().origin().userAgent()).isEqualTo("test/1.0");
        });
        Awaitility.await().untilAsserted(MintTest::sequencesHaveNoGaps);
    }

    /// Redeliveries have the same id and sequence, so they fall together.
    private static void sequencesHaveNoGaps() {
        var bySource = Topics.read(Topic.TOKENS).stream()
                .map(Topics.Received::envelope)
                .collect(Collectors.groupingBy(
                        envelope -> envelope.source(),
                        Collectors.mapping(
                                envelope -> envelope.sequence() == null ? -1L : envelope.sequence(),
                                Collectors.toCollection(TreeSet::new))));
        assertThat(bySource).isNotEmpty();
        bySource.forEach((source, sequences) -> assertThat(new HashSet<>(sequences))
                .as(source)
                .isEqualTo(LongStream.rangeClosed(1, sequences.size()).boxed().collect(Collectors.toSet())));
    }

    private static Map<String, Object> onBehalf(String org, String person) {
        return Map.of("org", org, "person", person, "name", "seed", "access", "read");
    }

    private static Response internal(String bearer, Map<String, Object> body) {
        return Stack.post(bearer, "/internal/v1/tokens", body);
    }

    private static void exceeds(Response answer, String field) {
        answer.then()
                .statusCode(403)
                .body("type", endsWith("/problems/exceeds-minter"))
                .body("field", equalTo(field));
    }

    private static Response raw(String token, String path, String body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .post(path);
    }
}
