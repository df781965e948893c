package dev.latchkey.audit.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Judges a verifier's clock by the broker's, so that no verifier can push a record far into the future, and a replay
/// judges as the first reading did.
sealed interface ClockBound {
    /// A verifier may be this much ahead before it is corrected.
    Duration AHEAD = Duration.ofSeconds(5);

    /// What is told later than this is not believed at all: the topic itself keeps no longer.
    Duration BEHIND = Duration.ofDays(7);

    /// When it happened, to the millisecond.
    ///
    /// @param suspect the verifier's clock was ahead, and this is the broker's time
    record Believed(Instant at, boolean suspect) implements ClockBound {}

    /// Too long ago to be believed.
    record TooOld() implements ClockBound {}

    /// When something happened, as far as it is believed.
    ///
    /// @param told by the verifier's clock
    /// @param heard by the broker's clock
    static ClockBound of(Instant told, Instant heard) {
        if (told.isAfter(heard.plus(AHEAD))) {
            return new Believed(heard, true);
        }
        return told.isBefore(heard.minus(BEHIND))
                ? new TooOld()
                : new Believed(told.truncatedTo(ChronoUnit.MILLIS), false);
    }
}
