package dev.latchkey.token.idempotency;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/// Forgets keys after 24 hours.
@Singleton
public final class IdempotencyExpiry {
    private static final Logger LOG = Logger.getLogger(IdempotencyExpiry.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final Pool pool;
    private final Vertx vertx;
    private final Clock clock;

    IdempotencyExpiry(Pool pool, Vertx vertx, Clock clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent started) {
        vertx.setPeriodic(
                EVERY.toMillis(),
                timer -> forget().subscribe()
                        .with(
                                gone -> LOG.debugf("%d idempotency keys forgotten", gone),
                                failure -> LOG.warnf("idempotency keys not forgotten: %s", failure.toString())));
    }

    /// Deletes what is too old; answers how many.
    Uni<Integer> forget() {
        var oldest = clock.instant().minus(IdempotencyStore.KEPT).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery("delete from idempotency_key where used_at <= $1")
                .execute(Tuple.of(oldest))
                .map(rows -> rows.rowCount());
    }
}
