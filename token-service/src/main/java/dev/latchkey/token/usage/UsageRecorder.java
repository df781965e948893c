package dev.latchkey.token.usage;

import dev.latchkey.kit.kafka.RecordPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Publishes uses off the request path: every half second, and at once for a token's first use.
///
/// Flushes are numbered 1, 2, 3 … per start. One that the broker did not acknowledge is sent again as it was, under its
/// number, and the buffer coalesces on meanwhile: whoever counts drops a part it has seen.
@Singleton
public final class UsageRecorder {
    private static final Logger LOG = Logger.getLogger(UsageRecorder.class);
    private static final long SOON_MILLIS = 5;
    private static final Duration LAST_FLUSH = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final UsageConfig config;
    private final UsageBuffer buffer;
    private final RecordPublisher publisher;
    private final Vertx vertx;
    private final Clock clock;
    private final String verifier;
    private final String boot = UUID.randomUUID().toString();
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicBoolean soon = new AtomicBoolean();
    private final AtomicLong flushes = new AtomicLong();
    private volatile Optional<Flush> unsent = Optional.empty();
    private volatile long acknowledged;
    private final Counter uses;
    private final Counter published;

    UsageRecorder(
            UsageConfig config,
            RecordPublisher publisher,
            Vertx vertx,
            Clock clock,
            MeterRegistry metrics,
            @ConfigProperty(name = "latchkey.verifier.id") String verifier) {
        this.config = config;
        this.buffer = new UsageBuffer(config.capacity(), config.memory());
        this.publisher = publisher;
        this.vertx = vertx;
        this.clock = clock;
        this.verifier = verifier;
        Gauge.builder("latchkey.usage.buffered", buffer, UsageBuffer::size)
                .description("Groups of uses waiting to be published")
                .register(metrics);
        FunctionCounter.builder("latchkey.usage.dropped", buffer, UsageBuffer::dropped)
                .description("Uses dropped because the buffer was full")
                .register(metrics);
        this.uses = Counter.builder("latchkey.usage.recorded")
                .description("Uses that were coalesced, or dropped")
                .register(metrics);
        this.published = Counter.builder("latchkey.usage.published")
                .description("Records that they became, acknowledged by the broker")
                .register(metrics);
    }

    void onStart(@Observes StartupEvent started) {
        vertx.setPeriodic(config.flushEvery().toMillis(), timer -> flush());
    }

    /// Records a use; never waits.
    public void record(Use use) {
        uses.increment();
        if (buffer.add(use) && soon.compareAndSet(false, true)) {
            vertx.setTimer(SOON_MILLIS, timer -> {
                soon.set(false);
                flush();
            });
        }
    }

    private void flush() {
        if (!sending.compareAndSet(false, true)) {
            return;
        }
        var flush = unsent.or(this::next);
        if (flush.isEmpty()) {
            sending.set(false);
            return;
        }
        unsent = flush;
        publisher
                .publish(flush.get().records())
                .subscribe()
                .with(
                        sent -> {
                            acknowledged = flush.get().number();
                            published.increment(flush.get().records().size());
                            unsent = Optional.empty();
                            sending.set(false);
                        },
                        failure -> {
                            LOG.warnf(
                                    "flush %d not acknowledged, kept: %s",
                                    flush.get().number(), failure.toString());
                            sending.set(false);
                        });
    }

    private Optional<Flush> next() {
        var groups = buffer.drain();
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(Flush.of(verifier, boot, flushes.incrementAndGet(), groups, clock.instant()));
    }

    /// The name of this run of the verifier.
    public String boot() {
        return boot;
    }

    /// What has become of the uses of this run.
    ///
    /// @param flush the last flush that was acknowledged; 0 before the first
    /// @param dropped uses that nobody will hear of
    /// @param isAll whether none is waiting
    public record Told(long flush, long dropped, boolean isAll) {}

    public Told told() {
        var waiting = buffer.size() > 0 || sending.get() || unsent.isPresent();
        return new Told(acknowledged, buffer.dropped(), !waiting);
    }

    /// A clean stop publishes what is left, within a bound.
    void onStop(@Observes ShutdownEvent stopping) {
        var deadline = System.nanoTime() + LAST_FLUSH.toNanos();
        do {
            flush();
            LockSupport.parkNanos(PAUSE.toNanos());
        } while ((buffer.size() > 0 || sending.get() || unsent.isPresent()) && System.nanoTime() < deadline);
    }
}
