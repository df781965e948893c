package dev.latchkey.token.clockwork;

import dev.latchkey.token.misuse.MisuseTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Does once a second what time asks for, in one replica at a time.
///
/// Verifiers do not wait for it: they know each end by its instant. This makes the ends known, and final.
@Singleton
public final class Clockwork {
    private static final Logger LOG = Logger.getLogger(Clockwork.class);
    private static final long EVERY_MILLIS = 1_000;

    /// Key of the advisory lock: whoever holds it leads.
    private static final long LEADER = 0x6c6b_636c_6f63_6bL;

    private final Pool pool;
    private final Vertx vertx;
    private final Overlaps overlaps;
    private final Expiries expiries;
    private final MisuseTransaction misuses;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();

    Clockwork(Pool pool, Vertx vertx, Overlaps overlaps, Expiries expiries, MisuseTransaction misuses, Clock clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.overlaps = overlaps;
        this.expiries = expiries;
        this.misuses = misuses;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent started) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> OwnContext.run(vertx, this::run));
    }

    private void run() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        leading(() -> overlaps.end().chain(expiries::tell).chain(() -> misuses.forget(clock.instant())))
                .subscribe()
                .with(done -> running.set(false), failure -> {
                    LOG.warnf("ends of tokens wait: %s", failure.toString());
                    running.set(false);
                });
    }

    /// Does it if nobody else leads. The lock belongs to a transaction that does nothing else, so that no
    /// failure can leave it behind.
    private Uni<Void> leading(Supplier<Uni<Void>> work) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("select pg_try_advisory_xact_lock($1) as leads")
                .execute(Tuple.of(LEADER))
                .chain(rows -> rows.iterator().next().getBoolean("leads")
                        ? work.get()
                        : Uni.createFrom().voidItem()));
    }
}
