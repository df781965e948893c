package dev.latchkey.token.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.token.life.Change;
import dev.latchkey.token.rotate.RotateOutcome.NotReplaced;
import dev.latchkey.token.rotate.RotateOutcome.Refused;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OvertakenTest {
    private final AtomicInteger tries = new AtomicInteger();

    private Uni<RotateOutcome> overtaken(int times) {
        return RotateService.again(() -> tries.incrementAndGet() <= times
                ? Uni.createFrom().failure(new OvertakenException())
                : Uni.createFrom().item(new NotReplaced(new Change.Unknown())));
    }

    @Test
    void whatIsOvertakenBeginsAnew() {
        // when
        var outcome = overtaken(2).await().indefinitely();

        // then
        assertThat(outcome).isEqualTo(new NotReplaced(new Change.Unknown()));
        assertThat(tries).hasValue(3);
    }

    @Test
    void whatIsAlwaysOvertakenIsToldToComeBack() {
        // when
        var outcome = overtaken(Integer.MAX_VALUE).await().indefinitely();

        // then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(503));
        assertThat(tries).hasValue(4);
    }
}
