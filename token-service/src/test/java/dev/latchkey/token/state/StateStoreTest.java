package dev.latchkey.token.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.State;
import dev.latchkey.events.State.Stand;
import dev.latchkey.events.StateChanged;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@ServiceTest
class StateStoreTest {
    @Inject
    StateStore store;

    @Test
    void theTableReadsAsItWasWritten() throws Throwable {
        // given
        var stack = Stack.create();
        var owner = stack.owner();
        var token = stack.minted(owner);
        var revoked = Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200)
                .extract();
        long revision = revoked.<Number>path("revision").longValue();

        // when
        var changes = VertxContextSupport.subscribeAndAwait(() -> store.since(0, 100_000));

        // then
        assertThat(changes)
                .contains(new StateChanged(
                        "token:" + token.id(),
                        revision,
                        State.OfToken.of(Stand.REVOKED, Instant.parse(revoked.<String>path("revoked_at")))))
                .anySatisfy(change -> {
                    assertThat(change.key()).isEqualTo("key:" + stack.org() + ".1");
                    assertThat(change.state())
                            .isInstanceOfSatisfying(
                                    State.OfKey.class,
                                    key -> assertThat(key.retired()).isFalse());
                });
    }
}
