package dev.latchkey.audit.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.usage.ClockBound.Believed;
import dev.latchkey.audit.usage.ClockBound.TooOld;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockBoundTest {
    private static final Instant HEARD = Instant.parse("2026-10-01T12:00:00Z");

    @Test
    void aVerifierUpToFiveSecondsAheadIsBelieved() {
        var told = HEARD.plusSeconds(5);

        assertThat(ClockBound.of(told, HEARD)).isEqualTo(new Believed(told, false));
    }

    @Test
    void aVerifierFurtherAheadGetsTheBrokersTimeAndIsSuspect() {
        assertThat(ClockBound.of(HEARD.plusSeconds(5).plusMillis(1), HEARD)).isEqualTo(new Believed(HEARD, true));
        assertThat(ClockBound.of(HEARD.plus(Duration.ofMinutes(10)), HEARD)).isEqualTo(new Believed(HEARD, true));
        assertThat(ClockBound.of(Instant.MAX, HEARD)).isEqualTo(new Believed(HEARD, true));
    }

    @Test
    void sevenDaysBackIsBelievedAndNoMore() {
        var oldest = HEARD.minus(Duration.ofDays(7));

        assertThat(ClockBound.of(oldest, HEARD)).isEqualTo(new Believed(oldest, false));
        assertThat(ClockBound.of(oldest.minusMillis(1), HEARD)).isEqualTo(new TooOld());
        assertThat(ClockBound.of(Instant.MIN, HEARD)).isEqualTo(new TooOld());
    }

    @Test
    void timesAreOfMilliseconds() {
        assertThat(ClockBound.of(HEARD.plusNanos(1_999_999), HEARD))
                .isEqualTo(new Believed(HEARD.plusMillis(1), false));
    }
}
