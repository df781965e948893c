package dev.latchkey.audit.intake;

import dev.latchkey.events.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// `latchkey.intake.records` by topic and outcome, and `latchkey.intake.batch`, the time from delivery to commit.
@Singleton
final class IntakeMetrics {
    private static final String RECORDS = "latchkey.intake.records";
    private static final String BATCH = "latchkey.intake.batch";
    private static final String TOPIC = "topic";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;

    IntakeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    <T> Uni<T> timed(Topic topic, Uni<T> batch) {
        return Uni.createFrom().deferred(() -> {
            var started = Timer.start(registry);
            return batch.invoke(() -> started.stop(registry.timer(BATCH, TOPIC, topic.topicName())));
        });
    }

    void applied(Topic topic, int meant, int broken) {
        count(topic, "applied", meant);
        count(topic, "dead_letter", broken);
    }

    /// Records below the position: delivered again, and ignored.
    void replayed(Topic topic, int ignored) {
        count(topic, "replayed", ignored);
    }

    private void count(Topic topic, String outcome, int records) {
        if (records > 0) {
            registry.counter(RECORDS, TOPIC, topic.topicName(), OUTCOME, outcome)
                    .increment(records);
        }
    }
}
