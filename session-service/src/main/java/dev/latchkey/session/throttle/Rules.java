package dev.latchkey.session.throttle;

import java.time.Duration;
import java.time.Instant;

/// The numbers. Waiting doubles from the fifth failure in a row on; a network may fail 30 times in ten minutes.
final class Rules {
    static final int OFF_AFTER = 100;
    static final int PER_NETWORK = 30;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int FREE = 5;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int DOUBLINGS = 10;

    private Rules() {}

    /// How long to wait after so many failures in a row.
    static Duration pause(int failures) {
        if (failures < FREE) {
            return Duration.ZERO;
        }
        var doubled = Duration.ofSeconds(1L << Math.min(failures - FREE, DOUBLINGS));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    static Duration left(int failures, Instant last, Instant now) {
        return Duration.between(now, last.plus(pause(failures)));
    }
}
