package dev.latchkey.token.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.access.Steered.RateLimited.Limit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final LimitKey KEY = new LimitKey(Limit.TOKEN, "tok_1");
    private static final LimitKey OTHER = new LimitKey(Limit.TOKEN, "tok_2");

    private final AtomicLong now = new AtomicLong();
    private final Limiter limiter = new Limiter(2, now::get);

    @BeforeEach
    void alone() {
        limiter.share(Shares.ALONE);
    }

    @Test
    void aSecondsCallsGoThroughAndTheNextIsToldHowLongToWait() {
        // when
        var let = letThrough(limiter, KEY, 5, 10);
        var wait = limiter.take(KEY, 5);

        // then
        assertThat(let).isEqualTo(5);
        assertThat(wait).isEqualTo(Duration.ofMillis(200));

        // when
        now.addAndGet(wait.toNanos());

        // then
        assertThat(limiter.take(KEY, 5)).isZero();
        assertThat(limiter.take(KEY, 5)).isPositive();
    }

    @Test
    void overTimeTheRateHolds() {
        // when
        long let = 0;
        for (var i = 0; i < 10_000; i++) {
            limiter.share(Shares.ALONE);
            now.addAndGet(Duration.ofMillis(10).toNanos());
            let += limiter.take(KEY, 2.5).isZero() ? 1 : 0;
        }

        // then
        assertThat(let).isBetween(250L, 253L);
    }

    @Test
    void limitsDoNotTouchEachOther() {
        // given
        letThrough(limiter, KEY, 1, 5);

        // then
        assertThat(limiter.take(OTHER, 1)).isZero();
        assertThat(limiter.take(new LimitKey(Limit.ORG, "tok_1"), 1)).isZero();
    }

    @Test
    void demandIsWhatCameNotWhatWentThrough() {
        // given
        letThrough(limiter, KEY, 1, 7);
        letThrough(limiter, OTHER, 1, 2);

        // then
        assertThat(limiter.demand()).isEqualTo(Map.of(KEY, 7L, OTHER, 2L));
        assertThat(limiter.demand()).isEqualTo(Map.of(KEY, 0L, OTHER, 0L));
    }

    @Test
    void whatNobodyHasMetForAWhileIsNoDemand() {
        // given
        letThrough(limiter, KEY, 1, 7);

        // when
        for (var i = 0; i <= 10; i++) {
            assertThat(limiter.demand()).containsKey(KEY);
        }

        // then
        assertThat(limiter.demand()).isEmpty();

        // when
        letThrough(limiter, KEY, 1, 1);

        // then
        assertThat(limiter.demand()).isEqualTo(Map.of(KEY, 1L));
    }

    @Test
    void beforeTheFirstExchangeItIsATenth() {
        // when
        var untold = new Limiter(2, now::get);

        // then
        assertThat(untold.rate(KEY, 100)).isEqualTo(10);
    }

    @Test
    void withoutAnExchangeAShareGoesDownToATenthOfAnEvenOne() {
        // given
        limiter.share(new Shares(2, Map.of(KEY, 40L), Map.of(KEY, 40L)));

        // then
        assertThat(limiter.rate(KEY, 100)).isCloseTo(95, within(1e-9));

        // when
        now.addAndGet(Duration.ofSeconds(5).toNanos() - 1);

        // then
        assertThat(limiter.rate(KEY, 100)).isCloseTo(95, within(1e-9));

        // when
        now.addAndGet(1);

        // then
        assertThat(limiter.rate(KEY, 100)).isCloseTo(47.5, within(1e-9));

        // when
        now.addAndGet(Duration.ofDays(2).toNanos());

        // then
        assertThat(limiter.rate(KEY, 100)).isCloseTo(5, within(1e-9));

        // when
        limiter.share(Shares.ALONE);

        // then
        assertThat(limiter.rate(KEY, 100)).isEqualTo(100);
    }

    @Test
    void aLimitOfNothingLetsNothingThrough() {
        assertThat(limiter.take(KEY, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(limiter.take(KEY, 0)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aShareIsTakenFromTheNextCallOn() {
        // given
        var shares = new Shares(2, Map.of(KEY, 10L), Map.of(KEY, 40L));

        // when
        long let = 0;
        for (var i = 0; i < 100_000; i++) {
            limiter.share(shares);
            now.addAndGet(Duration.ofMillis(1).toNanos());
            let += limiter.take(KEY, 100).isZero() ? 1 : 0;
        }

        // then: a tenth of 100 by two, and a quarter of the rest
        assertThat(let / 100.0).isCloseTo(5 + 22.5, within(0.5));
    }

    @Test
    void memoryIsBounded() {
        // given
        letThrough(limiter, KEY, 1, 2);

        // when
        IntStream.range(0, 100).forEach(i -> limiter.take(new LimitKey(Limit.TOKEN, "other_" + i), 1));

        // then: forgotten, so let through again
        assertThat(limiter.take(KEY, 1)).isZero();
        assertThat(limiter.demand()).hasSize(2);
    }

    private static long letThrough(Limiter limiter, LimitKey key, double perSecond, int calls) {
        return IntStream.range(0, calls)
                .filter(i -> limiter.take(key, perSecond).isZero())
                .count();
    }
}
