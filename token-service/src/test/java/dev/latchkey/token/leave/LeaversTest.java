package dev.latchkey.token.leave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.TokenSuspended;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class LeaversTest {
    private final Stack stack = Stack.create();

    @Test
    void whoeverLeavesLeavesNoPersonalTokenInForceAndComingBackResumesNone() {
        // given
        var owner = stack.owner();
        var verifier = stack.verifier();
        var ada = stack.person(Role.MEMBER);
        var adas = stack.tokenOf(ada, "write");
        var personal = stack.minted(adas);
        var deploy = stack.minted(adas, "kind", "deploy", "resource", "apps/web");
        var anothers = stack.minted(owner);

        // when
        stack.leave(ada);

        // then
        Awaitility.await()
                .untilAsserted(() -> Stack.get(owner, "/v1/tokens/" + personal.id())
                        .then()
                        .body("state", equalTo("suspended"))
                        .body("suspended_because", equalTo("owner-left")));
        stack.verify(verifier, personal.text()).then().body("reason", equalTo("suspended"));
        stack.verify(verifier, deploy.text(), "resource", "apps/web").then().body("allowed", equalTo(true));
        stack.verify(verifier, anothers.text()).then().body("allowed", equalTo(true));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenSuspended.class, personal.id()))
                        .extracting(event -> event.act().actor().kind())
                        .contains(ActorKind.POLICY));

        // when
        stack.comeBack(ada, Role.MEMBER);
        var fresh = stack.tokenOf(ada, "read");

        // then
        stack.verify(verifier, fresh).then().body("allowed", equalTo(true));
        stack.verify(verifier, personal.text()).then().body("reason", equalTo("suspended"));
    }
}
