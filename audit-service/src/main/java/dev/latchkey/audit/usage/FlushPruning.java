package dev.latchkey.audit.usage;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/// Forgets the flushes that cannot come again, a bounded number per statement. Replicas share the work.
@Singleton
final class FlushPruning {
    private static final Logger LOG = Logger.getLogger(FlushPruning.class);
    private static final int BATCH = 10_000;

    /// A use is believed when it is sent up to 7 days late, and lies up to 7 days in its topic: a repetition may be
    /// read so
    /// much later than the first. A day more for clocks.
    static final Duration KEPT = ClockBound.BEHIND.multipliedBy(2).plusDays(1);

    private static final String PRUNE = """
            delete from use_flush where (verifier, boot, flush, partition) in (
                select verifier, boot, flush, partition from use_flush
                 where heard_at < $1 order by heard_at limit %d for update skip locked)""".formatted(BATCH);

    private final Pool pool;
    private final Clock clock;

    FlushPruning(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> prune() {
        var before = clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC);
        return Multi.createBy()
                .repeating()
                .uni(() -> pool.preparedQuery(PRUNE).execute(Tuple.of(before)).map(deleted -> deleted.rowCount()))
                .whilst(count -> count == BATCH)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("flushes were not pruned: %s", failure.getClass().getSimpleName());
                    return Uni.createFrom().voidItem();
                });
    }
}
