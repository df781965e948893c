package dev.latchkey.local.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Counts the deaths of each process of the stack by itself: one that dies often will not live the next time either.
final class Deaths {
    private static final int MOST = 3;
    private static final Duration PERIOD = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Deque<Instant>> byLabel = new HashMap<>();

    Deaths(Clock clock) {
        this.clock = clock;
    }

    /// Notes a death; answers whether it is the fourth within five minutes.
    boolean isOneTooMany(String label) {
        var now = clock.instant();
        var deaths = byLabel.computeIfAbsent(label, _ -> new ArrayDeque<>());
        deaths.addLast(now);
        deaths.removeIf(death -> death.isBefore(now.minus(PERIOD)));
        return deaths.size() > MOST;
    }
}
