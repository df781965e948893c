package dev.latchkey.token.directory;

import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.events.State;
import dev.latchkey.events.State.Highest;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import dev.latchkey.token.Topics;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class MemberStatesTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Stack stack = Stack.create();
    private String verifier = "";
    private String member = "";
    private String token = "";

    @BeforeEach
    void mintForAMember() {
        verifier = stack.verifier();
        member = stack.person(Role.MEMBER);
        token = stack.tokenOf(member, "write");
    }

    @Test
    void theTokensOfAPersonDoWhatTheRoleOfTodayAllows() {
        // given
        write().then().body("allowed", equalTo(true));

        // when
        stack.giveRole(member, Role.VIEWER, 2);

        // then
        untilWrite("access-denied");
        read().then().body("allowed", equalTo(true));

        // when
        stack.giveRole(member, Role.ADMIN, 3);

        // then
        Awaitility.await().atMost(LONG).untilAsserted(() -> write().then().body("allowed", equalTo(true)));
    }

    @Test
    void whoLeavesTheOrgLeavesTheirTokensWithoutEffect() throws Exception {
        // given
        var other = stack.tokenOf(stack.person(Role.MEMBER), "write");

        // when
        stack.end(member, Role.MEMBER, 2);

        // then
        untilRead("suspended");
        stack.verify(verifier, other, "access", "write").then().body("allowed", equalTo(true));
        Assertions.assertThat(changes())
                .extracting(StateChanged::state)
                .singleElement()
                .satisfies(state -> Assertions.assertThat(((State.OfMember) state).highest())
                        .isEqualTo(Highest.NONE));

        // when: the same is told again, and then the return
        stack.end(member, Role.MEMBER, 2);
        stack.giveRole(member, Role.MEMBER, 3);

        // then: the first was no change
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> Assertions.assertThat(changes())
                        .extracting(change -> ((State.OfMember) change.state()).highest())
                        .containsExactly(Highest.NONE, Highest.WRITE));
    }

    @Test
    void nobodyActsWhoIsDisabledOrErased() {
        // when
        stack.person(member, PersonChanged.State.DISABLED, 2);

        // then
        untilRead("suspended");

        // when
        stack.person(member, PersonChanged.State.ACTIVE, 3);

        // then
        Awaitility.await().atMost(LONG).untilAsserted(() -> read().then().body("allowed", equalTo(true)));

        // when
        stack.person(member, PersonChanged.State.ERASED, 4);

        // then
        untilRead("suspended");
    }

    @Test
    void whoeverMayWriteNeedsNoRecord() throws Exception {
        Assertions.assertThat(
                        Tables.query("select key from state where key = 'member:" + member + "@" + stack.org() + "'"))
                .isEmpty();
    }

    private List<StateChanged> changes() {
        return Topics.read(Topic.TOKEN_STATES, StateChanged.class, "member:" + member + "@" + stack.org());
    }

    private void untilWrite(String reason) {
        Awaitility.await().atMost(LONG).untilAsserted(() -> write().then().body("reason", equalTo(reason)));
    }

    private void untilRead(String reason) {
        Awaitility.await().atMost(LONG).untilAsserted(() -> read().then().body("reason", equalTo(reason)));
    }

    private Response write() {
        return stack.verify(verifier, token, "access", "write");
    }

    private Response read() {
        return stack.verify(verifier, token);
    }
}
