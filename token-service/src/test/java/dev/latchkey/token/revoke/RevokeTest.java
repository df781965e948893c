package dev.latchkey.token.revoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.access.AppId;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.events.TokenRevoked;
import dev.latchkey.events.Topic;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import dev.latchkey.token.Topics;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class RevokeTest {
    private final Stack stack = Stack.create();
    private String owner = "";

    /// RestAssured learns the port of the service only after the test was constructed.
    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    @Test
    void aRevokedTokenIsAnsweredAndListedAsRevoked() {
        // given
        var token = stack.minted(owner);
        var before = Instant.now().minusMillis(1);

        // when
        var answer = revoke(owner, token.id());

        // then
        answer.then()
                .statusCode(200)
                .body("id", equalTo(token.id()))
                .body("state", equalTo("revoked"))
                .body("also_ended", equalTo(List.of()));
        assertThat(Instant.parse(answer.<String>path("revoked_at"))).isBetween(before, Instant.now());
        assertThat(answer.<Number>path("revision").longValue()).isPositive();
        Stack.get(owner, "/v1/tokens?state=revoked&org=" + stack.org())
                .then()
                .body("items.id", equalTo(List.of(token.id())))
                .body("items[0].state", equalTo("revoked"));
    }

    @Test
    void whatIsRevokedCannotBeRevokedAgain() {
        // given
        var token = stack.minted(owner);
        revoke(owner, token.id()).then().statusCode(200);

        // when
        var answer = revoke(owner, token.id());

        // then
        answer.then()
                .statusCode(409)
                .body("type", endsWith("/problems/illegal-transition"))
                .body("state", equalTo("revoked"));
    }

    @Test
    void anotherOrgsTokenIsNotFoundAndLives() {
        // given
        var other = Stack.create();
        var foreign = other.minted(other.owner());

        // when
        var answer = revoke(owner, foreign.id());

        // then
        answer.then().statusCode(404).body("type", endsWith("/problems/not-found"));
        assertThat(answer.asString())
                .isEqualTo(revoke(owner, "tok_" + "0".repeat(26)).asString());
        other.verify(other.verifier(), foreign.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void aMemberEndsOwnTokensOnly() {
        // given
        var member = stack.tokenOf(stack.person(Role.MEMBER), "write");
        var own = stack.minted(member);
        var anothers = stack.minted(owner);

        // when
        var refused = revoke(member, anothers.id());
        var allowed = revoke(member, own.id());

        // then
        refused.then().statusCode(403).body("type", endsWith("/problems/role-too-low"));
        allowed.then().statusCode(200);
        stack.verify(stack.verifier(), anothers.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void aReadTokenEndsNothing() {
        // given
        var token = stack.minted(owner);
        var reader = stack.minted(owner, "access", "read");

        // when
        var answer = revoke(reader.text(), token.id());

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/access-denied"));
    }

    @Test
    void whatWasMintedThroughItEndsWithIt() {
        // given
        var verifier = stack.verifier();
        var parent = stack.minted(owner, "access", "write");
        var child = stack.minted(parent.text(), "access", "write");
        var grandchild = stack.minted(child.text());
        var sibling = stack.minted(owner);

        // when
        var answer = revoke(owner, parent.id());

        // then
        answer.then().statusCode(200).body("also_ended", equalTo(List.of(child.id(), grandchild.id())));
        for (var ended : List.of(parent, child, grandchild)) {
            stack.verify(verifier, ended.text())
                    .then()
                    .body("allowed", equalTo(false))
                    .body("reason", equalTo("revoked"));
        }
        stack.verify(verifier, sibling.text()).then().body("allowed", equalTo(true));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenRevoked.class, grandchild.id()))
                        .extracting(TokenRevoked::because, TokenRevoked::version)
                        .containsExactly(tuple(parent.id(), 2L)));
    }

    @Test
    void aTokenOfALoginEndsItselfWithWhatWasMintedThroughIt() {
        // given
        var verifier = stack.verifier();
        var login = stack.login(stack.person(Role.MEMBER), "write");
        var child = stack.minted(login.text());
        var before = Instant.now().minusMillis(1);

        // when
        var answer = revoke(login.text(), login.id());

        // then
        answer.then()
                .statusCode(200)
                .body("id", equalTo(login.id()))
                .body("state", equalTo("revoked"))
                .body("also_ended", equalTo(List.of(child.id())));
        assertThat(Instant.parse(answer.<String>path("revoked_at"))).isBetween(before, Instant.now());
        for (var ended : List.of(login, child)) {
            stack.verify(verifier, ended.text()).then().body("reason", equalTo("revoked"));
            assertThat(changes(ended))
                    .extracting(StateChanged::state)
                    .containsExactly(
                            State.OfToken.of(State.Stand.REVOKED, Instant.parse(answer.<String>path("revoked_at"))));
        }
        assertThat(changes(child).getFirst().revision())
                .isEqualTo(answer.<Number>path("revision").longValue());
    }

    @Test
    void aTokenOfAnAppEndsItselfAndANarrowedCopyOfItDoesNot() {
        // given
        var verifier = stack.verifier();
        var text = stack.appToken(AppId.random(new Random()).publicId(), "read");
        var id = Stack.get(text, "/v1/whoami").<String>path("token.id");

        // when
        var narrowed = revoke(Peer.narrow(text, "access = read"), id);
        stack.verify(verifier, text).then().body("allowed", equalTo(true));
        var answer = revoke(text, id);

        // then
        narrowed.then().statusCode(403);
        answer.then().statusCode(200).body("also_ended", equalTo(List.of()));
        stack.verify(verifier, text).then().body("reason", equalTo("revoked"));
        revoke(text, id).then().statusCode(401);
    }

    @Test
    void nothingIsMintedOrRotatedThroughATokenOfALoginThatEndedMeanwhile() throws Exception {
        // given: this verifier has not heard of it
        var person = stack.person(Role.OWNER);
        var login = stack.login(person, "write");
        var mine = stack.minted(login.text());
        var key = StateKey.token(login.id());
        var record = EventJson.write(new StateChanged(key, 0, State.OfToken.of(State.Stand.REVOKED, Instant.now())));
        Tables.execute("insert into state (key, revision, record) values ('" + key + "', -"
                + (1 + new Random().nextInt(1 << 30)) + ", '" + record + "')");

        // when
        var minted = stack.mint(login.text(), "name", "late", "access", "read");
        var rotated = Stack.post(login.text(), "/v1/tokens/" + mine.id() + "/rotate", Map.of());

        // then
        for (var answer : List.of(minted, rotated)) {
            answer.then().statusCode(403).body("type", endsWith("/problems/cannot-mint"));
        }
    }

    @Test
    void aConfinedTokenInBasicEndsItselfToo() {
        // given
        var token = stack.minted(owner, "resource", "apps/web");

        // when
        var answer = RestAssured.given()
                .auth()
                .preemptive()
                .basic("x", token.text())
                .post("/v1/tokens/" + token.id() + "/revoke");

        // then
        answer.then().statusCode(200).body("state", equalTo("revoked"));
    }

    @Test
    void eachEndHasALaterRevisionOfTheFeed() {
        // given
        var first = stack.minted(owner);
        var second = stack.minted(owner);

        // when
        var firstEnd = revoke(owner, first.id());
        var secondEnd = revoke(owner, second.id());

        // then
        Awaitility.await().untilAsserted(() -> assertThat(changes(second)).hasSize(1));
        var firstChange = changes(first).getFirst();
        var secondChange = changes(second).getFirst();
        assertThat(firstChange.state())
                .isEqualTo(State.OfToken.of(State.Stand.REVOKED, Instant.parse(firstEnd.<String>path("revoked_at"))));
        assertThat(firstChange.revision())
                .isEqualTo(firstEnd.<Number>path("revision").longValue());
        assertThat(secondChange.revision())
                .isEqualTo(secondEnd.<Number>path("revision").longValue())
                .isGreaterThan(firstChange.revision());
    }

    private static List<StateChanged> changes(Stack.Minted token) {
        return Topics.read(Topic.TOKEN_STATES, StateChanged.class, "token:" + token.id());
    }

    private static Response revoke(String token, String id) {
        return Stack.post(token, "/v1/tokens/" + id + "/revoke", Map.of());
    }
}
