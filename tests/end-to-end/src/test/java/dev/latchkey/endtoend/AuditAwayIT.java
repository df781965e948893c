package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Tokens are listed and verified while audit-service is away, and what happened meanwhile is not lost.
@WithStack
@Order(5)
class AuditAwayIT {
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);

    @Test
    void theListStillAnswersAndSaysThatTheLastUseIsUnavailable(Stack stack) {
        // given
        var api = stack.api();
        var token = api.mint("audit away");
        var audit = stack.service("audit-service");

        // when
        audit.destroyForcibly();
        audit.onExit().join();
        var list = api.get("/v1/tokens?org=acme&q=" + token.hint());
        var verified = api.verify(token.text(), "read");

        // then
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body().at("/items/0/id").asText()).isEqualTo(token.id());
        assertThat(list.body().at("/items/0/last_used_unavailable").asBoolean()).isTrue();
        assertThat(verified.body().path("allowed").asBoolean()).isTrue();
        Awaitility.await().atMost(RESTART_LIMIT).untilAsserted(() -> {
            var later = api.get("/v1/tokens?org=acme&q=" + token.hint()).body();
            assertThat(later.at("/items/0/last_used/ip").asText()).isEqualTo(Api.IP);
            assertThat(later.at("/items/0/last_used_unavailable").isMissingNode())
                    .isTrue();
        });
    }
}
