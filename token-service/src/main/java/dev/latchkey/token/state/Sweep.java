package dev.latchkey.token.state;

import dev.latchkey.kit.kafka.RecordPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Lets go of state that can matter no more: a tombstone on the topic first, then the row.
///
/// The database's clock says what is over, never this replica's; and whoever may not answer does not sweep. Whatever
/// stops it between the two, the next sweep begins with the rows that are left. A row that changes meanwhile stays.
@Singleton
public final class Sweep {
    private static final Logger LOG = Logger.getLogger(Sweep.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final int PAGE = 500;

    private final SweepConfig config;
    private final Turns turns;
    private final SweepStore store;
    private final StateFeed feed;
    private final RecordPublisher publisher;
    private final Vertx vertx;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile long timer;

    Sweep(SweepConfig config, Turns turns, SweepStore store, StateFeed feed, RecordPublisher publisher, Vertx vertx) {
        this.config = config;
        this.turns = turns;
        this.store = store;
        this.feed = feed;
        this.publisher = publisher;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(LOOK_EVERY.toMillis(), fired -> look());
    }

    void onStop(@Observes ShutdownEvent stopping) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (feed.isFresh() && sweeping.compareAndSet(false, true)) {
            turns.sweep(config.sweepEvery())
                    .chain(mine -> mine ? sweep() : Uni.createFrom().voidItem())
                    .onTermination()
                    .invoke(() -> sweeping.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("state not swept: %s", failure.toString()));
        }
    }

    Uni<Void> sweep() {
        return store.deleteSilentVerifiers().chain(() -> sweep(""));
    }

    private Uni<Void> sweep(String afterKey) {
        if (!feed.isFresh()) {
            return Uni.createFrom().voidItem();
        }
        return store.dead(afterKey, config.keepExpired(), PAGE)
                .chain(dead -> dead.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : publisher
                                .publish(dead.stream()
                                        .map(row -> Tombstone.of(row.key(), row.revision()))
                                        .toList())
                                .chain(() -> store.delete(dead))
                                .invoke(() -> dead.forEach(row -> feed.forget(row.key(), row.revision())))
                                .chain(() -> sweep(dead.getLast().key())));
    }
}
