package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.TokenExpired;
import dev.latchkey.events.Topic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class ClockworkTest {
    /// What the leader holds; written out here, so that a change of it is seen to separate replicas in an upgrade.
    private static final long LEADER = 0x6c6b_636c_6f63_6bL;

    private final Stack stack = Stack.create();
    private String owner = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    @Test
    void anExpiryIsToldOnceAndNotForWhatWasRevokedBefore() throws SQLException {
        // given
        var expired = stack.minted(owner);
        var revoked = stack.minted(owner);
        Stack.post(owner, "/v1/tokens/" + revoked.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // when
        expire(revoked);
        expire(expired);

        // then
        Awaitility.await()
                .untilAsserted(() -> assertThat(told(expired))
                        .extracting(
                                TokenExpired::version,
                                event -> event.act().actor().kind())
                        .containsExactly(tuple(2L, ActorKind.POLICY)));
        Stack.get(owner, "/v1/tokens/" + expired.id()).then().body("state", equalTo("expired"));
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(told(expired)).hasSize(1));
        assertThat(told(revoked)).isEmpty();
    }

    @Test
    void onlyWhoeverLeadsTells() throws SQLException {
        // given
        var token = stack.minted(owner);
        try (var other = Database.open();
                var statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LEADER + ")");

            // when
            expire(token);

            // then
            Awaitility.await()
                    .during(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(told(token)).isEmpty());
        }
        Awaitility.await().untilAsserted(() -> assertThat(told(token)).hasSize(1));
    }

    private static void expire(Stack.Minted token) throws SQLException {
        Database.execute(
                "update token set expires_at = now() - interval '1 second', over_at = now() - interval '1 second'"
                        + " where id = '" + token.id().substring("tok_".length()) + "'");
    }

    private static List<TokenExpired> told(Stack.Minted token) {
        return Topics.read(Topic.TOKENS, TokenExpired.class, token.id());
    }
}
