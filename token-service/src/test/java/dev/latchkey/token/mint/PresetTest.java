package dev.latchkey.token.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class PresetTest {
    private final Stack stack = Stack.create();
    private String owner = "";

    /// RestAssured learns the port of the service only after the test was constructed.
    @BeforeEach
    void mintOwner() {
        owner = stack.tokenOf(stack.person(Role.OWNER), "write");
    }

    @Test
    void aDeployPresetIsNobodysAndWritesOneResourceForNinetyDays() {
        // when
        var answer = mint("preset", "deploy", "resource", "apps/web", "ttl", "P30D");

        // then
        answer.then()
                .statusCode(201)
                .body("kind", equalTo("deploy"))
                .body("access", equalTo("write"))
                .body("resource", equalTo("apps/web"));
        assertThat(answer.<String>path("person")).isNull();
        assertThat(answer.<String>path("token")).startsWith("lkd_");
        assertThat(life(answer)).isEqualTo(Duration.ofDays(30));
        assertThat(life(mint("preset", "deploy", "resource", "apps/web")))
                .isBetween(Duration.ofDays(90).minusSeconds(30), Duration.ofDays(90));
    }

    @Test
    void withoutATimeATokenLivesNinetyDaysOrAsLongAsItsMinter() {
        // given
        String endless = stack.tokenOf(stack.person(Role.OWNER), "write");

        // when
        var life = life(mintThrough(endless, "preset", "personal", "access", "read"));

        // then: the minter was minted a moment before
        assertThat(life).isBetween(Duration.ofDays(90).minusSeconds(30), Duration.ofDays(90));
    }

    @Test
    void aReadOnlyPresetReads() {
        mint("preset", "read-only")
                .then()
                .statusCode(201)
                .body("kind", equalTo("personal"))
                .body("access", equalTo("read"));
    }

    @Test
    void whatContradictsAPresetIsNamed() {
        // given
        var cases = Map.of(
                List.of("preset", "deploy"), "resource",
                List.of("preset", "deploy", "resource", "apps/web", "access", "read"), "access",
                List.of("preset", "deploy", "resource", "apps/web", "kind", "personal"), "kind",
                List.of("preset", "deploy", "resource", "apps/web", "ttl", "never", "reason", "x"), "ttl",
                List.of("preset", "read-only", "access", "write"), "access",
                List.of("preset", "read-only", "kind", "deploy", "resource", "apps/web"), "kind",
                List.of("preset", "personal"), "access",
                List.of("preset", "oauth"), "preset");

        for (var body : cases.entrySet()) {
            mint(body.getKey().toArray()).then().statusCode(400).body("field", equalTo(body.getValue()));
        }
        mint("preset", "deploy", "resource", "apps/web", "access", "write", "kind", "deploy")
                .then()
                .statusCode(201);
    }

    @Test
    void networksAndMethodsHold() {
        // given
        var verifier = stack.verifier();

        // when
        var token = stack.minted(
                        owner, "ip", List.of("203.0.113.0/24", "2001:db8::/32"), "methods", List.of("GET", "HEAD"))
                .text();

        // then
        stack.verify(verifier, token, "ip", "203.0.113.9", "method", "GET")
                .then()
                .body("allowed", equalTo(true));
        stack.verify(verifier, token, "ip", "203.0.114.9", "method", "GET")
                .then()
                .body("reason", equalTo("ip-denied"));
        stack.verify(verifier, token, "ip", "2001:db8::1", "method", "POST")
                .then()
                .body("reason", equalTo("method-denied"));
    }

    @Test
    void anOrgsLongestLifeHolds() {
        // given
        decide(new OrgPolicy(Duration.ofDays(7), false, null, null), "P8D", 403);

        // when
        var longer = mint("access", "read", "ttl", "P8D");
        var within = mint("access", "read", "ttl", "P7D");
        var unsaid = mint("access", "read");

        // then
        longer.then()
                .statusCode(403)
                .body("type", endsWith("/problems/org-policy"))
                .body("field", equalTo("ttl"));
        assertThat(life(within)).isEqualTo(Duration.ofDays(7));
        assertThat(life(unsaid)).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void onlyWhereTheOrgAllowsItATokenNeverEnds() {
        // given
        var person = stack.person(Role.OWNER);
        stack.tokenOf(person, "read");
        internal(person, "ttl", "never", "reason", "devices")
                .then()
                .statusCode(403)
                .body("type", endsWith("/problems/org-policy"))
                .body("field", equalTo("ttl"));

        // when
        stack.decide(new OrgPolicy(null, true, null, null), 2);

        // then
        var answer = Awaitility.await()
                .until(
                        () -> internal(person, "ttl", "never", "reason", " burnt into devices "),
                        minted -> minted.statusCode() == 201);
        assertThat(answer.<String>path("expires_at")).isNull();
        answer.then().body("never_expires_reason", equalTo("burnt into devices"));
        String id = answer.path("id");
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenMinted.class, id))
                        .singleElement()
                        .satisfies(told -> {
                            assertThat(told.expiresAt()).isNull();
                            assertThat(told.neverExpiresReason()).isEqualTo("burnt into devices");
                        }));
        stack.verify(stack.verifier(), answer.path("token")).then().body("allowed", equalTo(true));
        // through one that ends, nothing endless
        mint("access", "read", "ttl", "never", "reason", "x")
                .then()
                .statusCode(403)
                .body("type", endsWith("/problems/exceeds-minter"))
                .body("field", equalTo("ttl"));
    }

    @Test
    void anOlderDecisionOfTheOrgChangesNothing() {
        // given
        stack.decide(new OrgPolicy(Duration.ofDays(7), false, null, null), 5);
        Awaitility.await()
                .untilAsserted(() -> mint("access", "read", "ttl", "P8D").then().statusCode(403));

        // when
        stack.decide(new OrgPolicy(Duration.ofDays(60), true, null, null), 4);
        var heardLater = Stack.create();
        heardLater.owner();

        // then
        mint("access", "read", "ttl", "P8D").then().statusCode(403);
    }

    private void decide(OrgPolicy policy, String ttl, int then) {
        stack.decide(policy, 2);
        Awaitility.await()
                .untilAsserted(() -> mint("access", "read", "ttl", ttl).then().statusCode(then));
    }

    private static Duration life(Response answer) {
        answer.then().statusCode(201);
        return Duration.between(
                Instant.parse(answer.<String>path("created_at")).truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                Instant.parse(answer.<String>path("expires_at")));
    }

    private Response mint(Object... members) {
        return mintThrough(owner, members);
    }

    private Response mintThrough(String token, Object... members) {
        var body = Stack.with(members);
        body.putIfAbsent("org", stack.org());
        body.putIfAbsent("name", "ci");
        return Stack.post(token, "/v1/tokens", body);
    }

    private Response internal(String person, Object... members) {
        var body = Stack.with(members);
        body.putAll(Map.of("org", stack.org(), "person", person, "name", "ci", "access", "read"));
        return Stack.post(Stack.serviceJwt().substring("Bearer ".length()), "/internal/v1/tokens", body);
    }
}
