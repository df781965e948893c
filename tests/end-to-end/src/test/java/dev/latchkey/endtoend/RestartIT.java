package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Data survive the sudden end of every process.
@WithStack
@Order(7)
class RestartIT {
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void everythingIsKilledAndComesUpAgainOnTheSameData(Stack stack) throws Exception {
        // given
        var before = stack.facts();
        var api = stack.api();
        var kept = api.mint("kept");
        var ended = api.mint("ended");
        api.verify(kept.text(), "read");
        api.post("/v1/tokens/" + ended.id() + "/revoke", "{}");
        var path = "/v1/usage/tokens/" + kept.id();
        Awaitility.await()
                .atMost(LONG)
                .until(() -> api.get(path).body().path("accepted_30d").asInt() == 1);
        var usage = api.get(path).body();

        // when
        stack.killEverything();
        stack.startAgain();

        // then
        var again = stack.api();
        assertThat(stack.facts().path("owner_token")).isEqualTo(before.path("owner_token"));
        assertThat(stack.facts().path("services")).isEqualTo(before.path("services"));
        assertThat(again.get(path).body()).isEqualTo(usage);
        assertThat(again.verify(kept.text(), "read").body().path("allowed").asBoolean())
                .isTrue();
        assertThat(again.verify(ended.text(), "read").body().path("reason").asText())
                .isEqualTo("revoked");
        Awaitility.await()
                .atMost(LONG)
                .until(() -> again.get(path).body().path("accepted_30d").asInt() == 2);
    }
}
