package dev.latchkey.token.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.access.Steered.RateLimited.Limit;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final LimitKey KEY = new LimitKey(Limit.ORG, "acme");

    @Test
    void aloneItIsTheWholeLimit() {
        assertThat(Shares.ALONE.of(KEY, 7)).isEqualTo(7);
        assertThat(new Shares(1, Map.of(KEY, 3L), Map.of(KEY, 9L)).of(KEY, 7)).isEqualTo(7);
    }

    @Test
    void withoutDemandItIsSpreadEvenly() {
        assertThat(new Shares(4, Map.of(), Map.of()).of(KEY, 8)).isEqualTo(2);
    }

    @Test
    void whoMetNobodyMayServeAtOnce() {
        assertThat(new Shares(4, Map.of(), Map.of(KEY, 100L)).of(KEY, 8)).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void togetherTheyAreTheLimit() {
        // given
        var seed = System.nanoTime();
        var random = new Random(seed);
        var verifiers = 1 + random.nextInt(9);
        var demands = random.longs(verifiers, 0, 1_000).toArray();
        long total = java.util.Arrays.stream(demands).sum();

        // when
        var sum = java.util.Arrays.stream(demands)
                .mapToObj(own -> new Shares(verifiers, Map.of(KEY, own), Map.of(KEY, total)))
                .flatMapToDouble(shares -> DoubleStream.of(shares.of(KEY, 50)))
                .sum();

        // then
        assertThat(sum).as("seed " + seed).isCloseTo(50, within(1e-6));
    }
}
