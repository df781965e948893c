package dev.latchkey.session.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HashPoolTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void whatFindsNoRoomIsToldSoAtOnceAndTheRestIsDone() {
        // given
        try (var pool = new HashPool(1, 1)) {
            var held = new CountDownLatch(1);
            var running = pool.run(() -> wait(held)).subscribeAsCompletionStage();
            var waiting = pool.run(() -> 2).subscribeAsCompletionStage();

            // when
            var refused = pool.run(() -> 3).await().atMost(SOON);

            // then
            assertThat(refused).isEmpty();
            held.countDown();
            assertThat(running.join()).isEqualTo(Optional.of(1));
            assertThat(waiting.join()).isEqualTo(Optional.of(2));
        }
    }

    private static int wait(CountDownLatch held) {
        try {
            held.await();
            return 1;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
