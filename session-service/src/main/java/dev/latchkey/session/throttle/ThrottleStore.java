package dev.latchkey.session.throttle;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The counters. Nobody who succeeds at the first attempt writes here.
@ApplicationScoped
class ThrottleStore {
    private static final String READ =
            "select bucket, failures, first_at, last_at from login_failure where bucket = any($1)";
    private static final String COUNT = "insert into login_failure as f (bucket, failures, first_at, last_at)"
            + " values (:bucket, 1, :now, :now) on conflict (bucket) do update set"
            + " failures = case when f.first_at <= :from then 1 else f.failures + 1 end,"
            + " first_at = case when f.first_at <= :from then excluded.first_at else f.first_at end,"
            + " last_at = excluded.last_at";
    private static final String FORGET = "delete from login_failure where bucket = :bucket";
    private static final String SWEEP =
            "delete from login_failure where last_at < $1 and (failures < $2 or bucket not like 'name:%')";

    private final Pool pool;

    ThrottleStore(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Counter>> read(List<String> buckets) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(buckets.toArray(String[]::new)))
                .map(rows -> {
                    var found = new ArrayList<Counter>();
                    rows.forEach(row -> found.add(new Counter(
                            row.getString("bucket"),
                            row.getInteger("failures"),
                            row.getOffsetDateTime("first_at").toInstant(),
                            row.getOffsetDateTime("last_at").toInstant())));
                    return found;
                });
    }

    /// Counts one more, in the caller's transaction or one of its own.
    ///
    /// @param from counting starts anew when the first failure was before this
    @WithTransaction
    Uni<Void> count(String bucket, Instant now, Instant from) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COUNT)
                        .setParameter("bucket", bucket)
                        .setParameter("now", now)
                        .setParameter("from", from)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<Void> forget(String bucket) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter("bucket", bucket)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// Lets go of what has not failed for long; what is switched off stays so.
    Uni<Void> sweep(Instant before) {
        return pool.preparedQuery(SWEEP)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), Rules.OFF_AFTER))
                .replaceWithVoid();
    }
}
