package dev.latchkey.kit.outbox;

import dev.latchkey.kit.outbox.OutboxStore.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Shows how many events wait and for how long, whichever relay is to publish them: all replicas show the same.
///
/// The age goes on growing between two looks at the table, and while the database does not answer.
@Singleton
final class OutboxMetrics {
    private static final Logger LOG = Logger.getLogger(OutboxMetrics.class);
    private static final double MILLIS = 1_000;

    private final OutboxConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private volatile Waiting waiting = new Waiting(0, Optional.empty());

    OutboxMetrics(OutboxConfig config, Pool pool, Vertx vertx, Clock clock, MeterRegistry metrics) {
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
        this.metrics = metrics;
    }

    void onStart(@Observes StartupEvent started) {
        if (config.enabled()) {
            Gauge.builder("latchkey.outbox.depth", this, OutboxMetrics::depth)
                    .description("Events that wait to be published")
                    .register(metrics);
            Gauge.builder("latchkey.outbox.age", this, OutboxMetrics::age)
                    .description("Time since the oldest of them was written")
                    .baseUnit("seconds")
                    .register(metrics);
            vertx.setPeriodic(config.measureEvery().toMillis(), timer -> measure());
        }
    }

    private void measure() {
        if (measuring.compareAndSet(false, true)) {
            OutboxStore.waiting(pool)
                    .onTermination()
                    .invoke(() -> measuring.set(false))
                    .subscribe()
                    .with(found -> waiting = found, failure -> LOG.debugf("outbox not measured: %s", failure));
        }
    }

    private double depth() {
        return waiting.depth();
    }

    private double age() {
        return waiting.oldest()
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / MILLIS)
                .map(seconds -> Math.max(0, seconds))
                .orElse(0.0);
    }
}
