package dev.latchkey.token.rotate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.TokenMisused;
import dev.latchkey.events.TokenRevoked;
import dev.latchkey.events.TokenRotated;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import dev.latchkey.token.Topics;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class RotateTest {
    private final Stack stack = Stack.create();
    private final String endlessOwner = stack.person(Role.OWNER);
    private String owner = "";
    private String verifier = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
        verifier = stack.verifier();
    }

    @Test
    void aSuccessorHasTheSameRightsForTheSameTimeAndTheOldOneGoesOnForTheOverlap() {
        // given
        var old = stack.minted(owner, "name", "ci", "resource", "apps/web", "ttl", "P30D");
        var before = Instant.now();

        // when
        var answer = rotate(owner, old.id(), "PT1H");

        // then
        answer.then()
                .statusCode(201)
                .body("name", equalTo("ci"))
                .body("kind", equalTo("personal"))
                .body("access", equalTo("read"))
                .body("resource", equalTo("apps/web"))
                .body("rotation.from", equalTo(old.id()));
        assertThat(Instant.parse(answer.<String>path("expires_at")))
                .isBetween(
                        before.plus(Duration.ofDays(30)).minusSeconds(2),
                        Instant.now().plus(Duration.ofDays(30)));
        var successor = answer.<String>path("token");
        assertAllowed(successor);
        assertAllowed(old.text());
        stack.verify(verifier, successor, "resource", "apps/api").then().body("reason", equalTo("resource-denied"));
        record(old.id())
                .then()
                .body("state", equalTo("rotated"))
                .body("rotation.to", equalTo(answer.<String>path("id")));
        assertThat(Instant.parse(record(old.id()).<String>path("rotation.ends_at")))
                .isBetween(before.plusSeconds(3_598), Instant.now().plusSeconds(3_600));
        Stack.get(owner, "/v1/tokens?state=rotated&org=" + stack.org())
                .then()
                .body("items.id", equalTo(List.of(old.id())));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenRotated.class, old.id()))
                        .extracting(TokenRotated::successor)
                        .containsExactly(answer.<String>path("id")));
    }

    @Test
    void theOldOneEndsOnTimeAndItsUseThenIsTold() {
        // given
        var old = stack.minted(owner);
        var answer = rotate(owner, old.id(), "PT3S");
        var endsAt = Instant.parse(record(old.id()).<String>path("rotation.ends_at"));

        // when
        Awaitility.await().until(() -> !Instant.now().isBefore(endsAt));

        // then
        stack.verify(verifier, old.text()).then().body("allowed", equalTo(false));
        Awaitility.await()
                .untilAsserted(() -> record(old.id())
                        .then()
                        .body("state", equalTo("revoked"))
                        .body("ended_because", equalTo("rotated")));
        stack.verify(verifier, old.text(), "ip", "203.0.113.7").then().body("reason", equalTo("revoked"));
        assertAllowed(answer.path("token"));
        Awaitility.await().untilAsserted(() -> {
            assertThat(Topics.read(Topic.TOKENS, TokenRevoked.class, old.id()))
                    .extracting(
                            TokenRevoked::cause, event -> event.act().actor().id())
                    .containsExactly(tuple("rotated", "token-service"));
            assertThat(Topics.read(Topic.TOKENS, TokenMisused.class, old.id()))
                    .extracting(TokenMisused::ended)
                    .contains("rotated");
        });
    }

    @Test
    void withoutAnOverlapTheOldOneEndsAtOnce() {
        // given
        var old = stack.minted(owner);

        // when
        var answer = rotate(owner, old.id(), "PT0S");

        // then
        answer.then().statusCode(201);
        stack.verify(verifier, old.text()).then().body("reason", equalTo("revoked"));
        assertAllowed(answer.path("token"));
    }

    @Test
    void whatIsRotatedIsNotRotatedAgainNorIsWhatIsNotActive() {
        // given
        var rotated = stack.minted(owner);
        var suspended = stack.minted(owner);
        rotate(owner, rotated.id(), "PT1H").then().statusCode(201);
        act(suspended.id(), "suspend");
        var before = count();

        // then
        rotate(owner, rotated.id(), "PT1H")
                .then()
                .statusCode(409)
                .body("type", endsWith("/problems/illegal-transition"))
                .body("detail", containsString("is rotated"));
        rotate(owner, suspended.id(), "PT1H").then().statusCode(409).body("detail", containsString("is suspended"));
        rotate(owner, "tok_" + "0".repeat(26), "PT1H").then().statusCode(404);
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void restrictionsStayInForceOnTheSuccessor() {
        // given
        var old = stack.minted(owner, "access", "write");
        given().header("Authorization", "Bearer " + owner)
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("caveats", List.of("access = read")))
                .put("/v1/tokens/" + old.id() + "/restrictions")
                .then()
                .statusCode(200);

        // when
        var answer = rotate(owner, old.id(), null);

        // then
        answer.then().statusCode(201).body("restrictions", equalTo(List.of("access = read")));
        stack.verify(verifier, answer.path("token"), "access", "write", "resource", "apps/web")
                .then()
                .body("reason", equalTo("access-denied"));
        assertAllowed(answer.path("token"));
    }

    @Test
    void aSuccessorLivesNoLongerThanTheOrgAllows() {
        // given
        stack.decide(new OrgPolicy(null, true, null, null), 2);
        var month = stack.minted(owner, "ttl", "P30D");
        var endless = Awaitility.await()
                .until(() -> internalMint("ttl", "never", "reason", "devices"), answer -> answer.statusCode() == 201);
        stack.decide(new OrgPolicy(Duration.ofDays(7), false, null, null), 3);
        Awaitility.await()
                .until(() -> stack.mint(owner, "name", "x", "access", "read", "ttl", "P8D")
                                .statusCode()
                        == 403);

        // when
        var next = rotate(owner, month.id(), null);
        var ending = rotate(endless.path("token"), endless.path("id"), null);

        // then
        for (var answer : List.of(next, ending)) {
            answer.then().statusCode(201);
            assertThat(Instant.parse(answer.<String>path("expires_at")))
                    .isBetween(
                            Instant.now().plus(Duration.ofDays(7)).minusSeconds(60),
                            Instant.now().plus(Duration.ofDays(7)));
        }
    }

    private Response internalMint(Object... members) {
        var body = Stack.with(members);
        body.put("org", stack.org());
        body.put("person", endlessOwner);
        body.put("name", "endless");
        body.put("access", "write");
        return given().header("Authorization", Stack.serviceJwt())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/internal/v1/tokens");
    }

    @Test
    void onlyWhoMayMintItMayRotateIt() {
        // given
        var member = stack.person(Role.MEMBER);
        var members = stack.tokenOf(member, "write");
        var membersOwn = stack.minted(members);
        var deploy = stack.minted(owner, "kind", "deploy", "resource", "apps/web");
        var confined = stack.minted(owner, "access", "write", "resource", "latchkey/tokens");
        var wide = stack.minted(owner, "access", "write");

        // then
        rotate(owner, membersOwn.id(), "PT0S").then().statusCode(403);
        rotate(members, deploy.id(), "PT0S").then().statusCode(403);
        rotate(confined.text(), wide.id(), "PT0S").then().statusCode(403);
        assertAllowed(membersOwn.text());
        assertAllowed(deploy.text());
        assertAllowed(wide.text());
        rotate(members, membersOwn.id(), "PT0S").then().statusCode(201);
        rotate(owner, deploy.id(), "PT0S").then().statusCode(201).body("kind", equalTo("deploy"));
    }

    @Test
    void aTokenThatReplacesItselfOutlivesNeitherItsEndNorItsLeak() {
        // given
        var old = stack.minted(owner, "access", "write", "ttl", "P30D");
        var expires = record(old.id()).<String>path("expires_at");

        // when
        var answer = rotate(old.text(), old.id(), "PT1H");

        // then
        answer.then().statusCode(201).body("expires_at", equalTo(expires));
        act(old.id(), "revoke").then().statusCode(200).body("also_ended", equalTo(List.of(answer.<String>path("id"))));
        stack.verify(verifier, answer.path("token")).then().body("reason", equalTo("revoked"));
    }

    @Test
    void whenTheOverlapIsOverTheSuccessorGotThroughTheOldOneLivesAndItsOtherChildrenEnd() {
        // given
        var old = stack.minted(owner, "access", "write");
        var child = stack.minted(old.text());

        // when
        var answer = rotate(old.text(), old.id(), "PT0S");

        // then
        answer.then().statusCode(201);
        assertAllowed(answer.path("token"));
        stack.verify(verifier, child.text()).then().body("reason", equalTo("revoked"));
    }

    @Test
    void withoutAuditServiceNobodyKnowsWhoStillUsesTheOldOne() {
        // given
        var old = stack.minted(owner);
        var plain = stack.minted(owner);
        var answer = rotate(owner, old.id(), "PT1H");

        // then
        Stack.get(owner, "/v1/tokens/" + old.id() + "/rotation")
                .then()
                .statusCode(200)
                .body("successor", equalTo(answer.<String>path("id")))
                .body("state", equalTo("rotated"))
                .body("still_used", nullValue())
                .body("still_used_unavailable", equalTo(true));
        Stack.get(owner, "/v1/tokens/" + plain.id() + "/rotation").then().statusCode(404);
    }

    @Test
    void aTokenThatHasEndedMeanwhileRotatesNothingAndIsToldSo() throws Exception {
        // given: this verifier has not heard of it
        var old = stack.minted(owner);
        var minter = stack.minted(owner, "access", "write");
        Tables.execute("update token set revoked_at = now(), ended_because = 'revoked' where id = '"
                + minter.id().substring(4) + "'");

        // when
        var answer = rotate(minter.text(), old.id(), "PT0S");

        // then
        answer.then()
                .statusCode(403)
                .body("type", endsWith("/problems/cannot-mint"))
                .body("detail", containsString("has ended or changed meanwhile"));
        assertAllowed(old.text());
    }

    @Test
    void anOverlapThatWillNotDoIsNamed() {
        // given
        var old = stack.minted(owner);

        // then
        for (var overlap : List.of("P8D", "-PT1S", "a day", "PT999999999999999999999S")) {
            rotate(owner, old.id(), overlap).then().statusCode(400).body("field", equalTo("overlap"));
        }
        record(old.id()).then().body("state", equalTo("active"));
    }

    private void assertAllowed(String token) {
        stack.verify(verifier, token, "resource", "apps/web").then().body("allowed", equalTo(true));
    }

    private int count() {
        return Stack.get(owner, "/v1/tokens?limit=200&org=" + stack.org())
                .<List<Object>>path("items")
                .size();
    }

    private Response record(String id) {
        return Stack.get(owner, "/v1/tokens/" + id);
    }

    private Response act(String id, String act) {
        return Stack.post(owner, "/v1/tokens/" + id + "/" + act, Map.of());
    }

    private static Response rotate(String token, String id, @Nullable String overlap) {
        return Stack.post(token, "/v1/tokens/" + id + "/rotate", Stack.with("overlap", overlap));
    }
}
