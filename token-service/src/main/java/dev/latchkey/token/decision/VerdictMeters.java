package dev.latchkey.token.decision;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How often each verdict is given, and how long it takes. The words are those of the reasons, so they are few.
@Singleton
final class VerdictMeters {
    /// The bounds within which verdicts are counted: from what memory answers in to what is too slow.
    private static final Duration[] WITHIN = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500)
    };

    private final MeterRegistry metrics;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    VerdictMeters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /// @param verdict `allowed`, or the slug of the reason
    void given(String verdict, Duration took) {
        timers.computeIfAbsent(verdict, this::timer).record(took);
    }

    private Timer timer(String verdict) {
        return Timer.builder("latchkey.verify")
                .description("Decisions about presented texts")
                .tag("verdict", verdict)
                .serviceLevelObjectives(WITHIN)
                .register(metrics);
    }
}
