package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What is revoked at one verifier is refused at another, whether the topic tells it or only the table.
@WithStack
@Order(3)
class TwoVerifiersIT {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void aRevocationAtOneVerifierIsRefusedAtTheOther(Stack stack) throws IOException {
        try (var second = new SecondVerifier(stack, Map.of()).awaitReady()) {
            revokeAtOneAndAskTheOther(stack, second);
        }
    }

    @Test
    void aRevocationReachesAVerifierWhoseTopicIsSilent(Stack stack) throws IOException {
        var silent = Map.of("MP_MESSAGING_INCOMING_TOKEN_STATES_TOPIC", Topic.SESSIONS.topicName());
        try (var second = new SecondVerifier(stack, silent).awaitReady()) {
            revokeAtOneAndAskTheOther(stack, second);
        }
    }

    private static void revokeAtOneAndAskTheOther(Stack stack, SecondVerifier second) {
        for (var i = 0; i < 3; i++) {
            // given
            var api = stack.api();
            var other = api.at(second.url());
            var token = api.mint("two verifiers");
            var sibling = api.mint("two verifiers");
            assertThat(allowed(other, token)).isTrue();

            // when
            var revoked = api.post("/v1/tokens/" + token.id() + "/revoke", "{}");
            var asked = System.nanoTime();

            // then
            assertThat(revoked.status()).isEqualTo(200);
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(LIMIT)
                    .until(() -> !allowed(other, token));
            System.out.printf(
                    "refused at the other verifier after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - asked).toMillis());
            assertThat(other.verify(token.text(), "read").body().path("reason").asText())
                    .isEqualTo("revoked");
            assertThat(allowed(other, sibling)).isTrue();
        }
    }

    private static boolean allowed(Api api, Api.Minted token) {
        var answer = api.verify(token.text(), "read");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("allowed").asBoolean();
    }
}
