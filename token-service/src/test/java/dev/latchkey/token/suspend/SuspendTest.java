package dev.latchkey.token.suspend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.events.Event;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.TokenResumed;
import dev.latchkey.events.TokenSuspended;
import dev.latchkey.events.Topic;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class SuspendTest {
    private final Stack stack = Stack.create();
    private String owner = "";
    private String verifier = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
        verifier = stack.verifier();
    }

    @Test
    void aSuspendedTokenIsRefusedAsSuchAndGoesOnWhenResumed() {
        // given
        var token = stack.minted(owner);

        // when
        var answer = act(owner, token.id(), "suspend");

        // then
        answer.then().statusCode(200).body("state", equalTo("suspended")).body("also", equalTo(List.of()));
        assertRefused(token, "suspended");
        record(token)
                .then()
                .body("state", equalTo("suspended"))
                .body("suspended_at", equalTo(answer.<String>path("suspended_at")))
                .body("suspended_because", equalTo("requested"));
        Stack.get(owner, "/v1/tokens?state=suspended&org=" + stack.org())
                .then()
                .body("items.id", equalTo(List.of(token.id())));

        // when
        var resumed = act(owner, token.id(), "resume");

        // then
        resumed.then().statusCode(200).body("state", equalTo("active")).body("suspended_at", nullValue());
        assertAllowed(token);
        assertThat(resumed.<Number>path("revision").longValue())
                .isGreaterThan(answer.<Number>path("revision").longValue());
        Awaitility.await().untilAsserted(() -> {
            assertThat(told(TokenSuspended.class, token.id()))
                    .extracting(TokenSuspended::cause, TokenSuspended::version)
                    .containsExactly(tuple("requested", 2L));
            assertThat(told(TokenResumed.class, token.id()))
                    .extracting(TokenResumed::version)
                    .containsExactly(3L);
        });
    }

    @Test
    void whatWasMintedThroughItIsSuspendedAndResumedWithItButNotWhatWasSuspendedItself() {
        // given
        var parent = stack.minted(owner, "access", "write");
        var child = stack.minted(parent.text(), "access", "write");
        var grandchild = stack.minted(child.text());
        var alone = stack.minted(parent.text());
        act(owner, alone.id(), "suspend").then().statusCode(200);

        // when
        var suspended = act(owner, parent.id(), "suspend");

        // then
        suspended.then().statusCode(200);
        assertThat(suspended.<List<String>>path("also")).contains(child.id(), grandchild.id());
        List.of(parent, child, grandchild, alone).forEach(token -> assertRefused(token, "suspended"));
        record(grandchild)
                .then()
                .body("suspended_because", equalTo("parent"))
                .body("suspended_with", equalTo(parent.id()));

        // when
        act(owner, child.id(), "resume")
                .then()
                .statusCode(409)
                .body("type", endsWith("/problems/illegal-transition"))
                .body("detail", containsString("suspended together with " + parent.id()));
        act(owner, parent.id(), "resume").then().statusCode(200);

        // then
        List.of(parent, child, grandchild).forEach(this::assertAllowed);
        assertRefused(alone, "suspended");
        record(alone).then().body("suspended_because", equalTo("requested"));
    }

    @Test
    void anIllegalTransitionNamesTheStateItIsIn() {
        // given
        var active = stack.minted(owner);
        var suspended = stack.minted(owner);
        var revoked = stack.minted(owner);
        act(owner, suspended.id(), "suspend");
        act(owner, revoked.id(), "revoke");

        // then
        assertIllegal(active, "resume", "active");
        assertIllegal(suspended, "suspend", "suspended");
        assertIllegal(revoked, "suspend", "revoked");
        assertIllegal(revoked, "resume", "revoked");
        act(owner, suspended.id(), "revoke").then().statusCode(200);
        assertRefused(suspended, "revoked");
    }

    @Test
    void anyTokenMayStopItselfAndNoneMayLetItselfGoOn() {
        // given
        var confined = stack.minted(owner, "resource", "apps/web");
        var foundByAnother = stack.minted(owner, "resource", "apps/web");
        var other = stack.minted(owner, "access", "write");

        // then
        act(confined.text(), other.id(), "suspend").then().statusCode(403);
        act(Peer.narrow(confined.text(), "access = read"), confined.id(), "suspend")
                .then()
                .statusCode(403);
        assertAllowed(confined);
        act(confined.text(), confined.id(), "suspend").then().statusCode(200);
        assertRefused(confined, "suspended");
        act(confined.text(), confined.id(), "resume").then().statusCode(401);
        act(foundByAnother.text(), foundByAnother.id(), "revoke").then().statusCode(200);
        assertRefused(foundByAnother, "revoked");
    }

    @Test
    void whoMaySuspendIsSaidByTheRole() {
        // given
        var member = stack.tokenOf(stack.person(Role.MEMBER), "write");
        var person = stack.person(Role.MEMBER);
        var viewer = stack.tokenOf(person, "write");
        var viewers = stack.minted(viewer);
        var admin = stack.tokenOf(stack.person(Role.ADMIN), "write");
        var own = stack.minted(member);
        var ownDeploy = stack.minted(member, "kind", "deploy", "resource", "apps/web");
        var others = stack.minted(owner);

        // when
        stack.giveRole(person, Role.VIEWER);
        Awaitility.await()
                .untilAsserted(() ->
                        stack.mint(viewer, "name", "x", "access", "read").then().statusCode(403));

        // then
        act(viewer, viewers.id(), "suspend").then().statusCode(403);
        act(member, others.id(), "suspend").then().statusCode(403).body("type", endsWith("/problems/role-too-low"));
        assertAllowed(others);
        act(member, own.id(), "suspend").then().statusCode(200);
        act(member, own.id(), "resume").then().statusCode(200);
        act(member, ownDeploy.id(), "suspend").then().statusCode(200);
        act(admin, others.id(), "suspend").then().statusCode(200);
        assertRefused(others, "suspended");
    }

    @Test
    void whatHasNoRecordIsNotSuspended() {
        // given
        var login = stack.login(stack.person(Role.OWNER), "write");

        // when
        var answer = act(login.text(), login.id(), "suspend");

        // then
        answer.then().statusCode(409).body("type", endsWith("/problems/no-record"));
        assertAllowed(login);
    }

    private void assertIllegal(Stack.Minted token, String act, String state) {
        act(owner, token.id(), act)
                .then()
                .statusCode(409)
                .body("type", endsWith("/problems/illegal-transition"))
                .body("state", equalTo(state))
                .body("detail", containsString("is " + state));
    }

    private void assertRefused(Stack.Minted token, String reason) {
        stack.verify(verifier, token.text(), "resource", "apps/web")
                .then()
                .body("allowed", equalTo(false))
                .body("reason", equalTo(reason));
    }

    private void assertAllowed(Stack.Minted token) {
        stack.verify(verifier, token.text(), "resource", "apps/web").then().body("allowed", equalTo(true));
    }

    private Response record(Stack.Minted token) {
        return Stack.get(owner, "/v1/tokens/" + token.id());
    }

    private static <E extends Event> List<E> told(Class<E> type, String id) {
        return Topics.read(Topic.TOKENS, type, id);
    }

    private static Response act(String token, String id, String act) {
        return Stack.post(token, "/v1/tokens/" + id + "/" + act, Map.of());
    }
}
