package dev.latchkey.token.limit;

import dev.latchkey.access.Steered.RateLimited.Limit;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/// The demand each verifier met in the last seconds, as the others see it.
@Singleton
final class DemandStore {
    private static final String TELL = "insert into limit_demand (verifier, kind, subject, calls, told_at)"
            + " select $1, kind, subject, calls, now() from unnest($2::text[], $3::text[], $4::bigint[])"
            + " as told (kind, subject, calls) on conflict (verifier, kind, subject) do update"
            + " set calls = excluded.calls, told_at = excluded.told_at";
    private static final String FORGET =
            "delete from limit_demand where verifier = $1 and told_at < now() - interval '10 seconds'";
    private static final String READ = "select kind, subject, sum(calls)::bigint as calls from limit_demand"
            + " where told_at > now() - interval '2500 milliseconds' group by kind, subject";
    private static final String ALIVE = "select greatest(1, count(*)) as alive from verifier"
            + " where not final and seen_at > now() - interval '10 seconds'";

    private final Pool pool;

    DemandStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> tell(String verifier, Map<LimitKey, Long> demand) {
        var forgotten = pool.preparedQuery(FORGET).execute(Tuple.of(verifier));
        if (demand.isEmpty()) {
            return forgotten.replaceWithVoid();
        }
        // In one order for all verifiers, so that two of them never wait for each other.
        var keys = demand.keySet().stream()
                .sorted(java.util.Comparator.comparing(LimitKey::limit).thenComparing(LimitKey::subject))
                .toList();
        var kinds = keys.stream().map(key -> key.limit().slug()).toArray(String[]::new);
        var subjects = keys.stream().map(LimitKey::subject).toArray(String[]::new);
        var calls = keys.stream().map(demand::get).toArray(Long[]::new);
        return forgotten
                .chain(() -> pool.preparedQuery(TELL).execute(Tuple.of(verifier, kinds, subjects, calls)))
                .replaceWithVoid();
    }

    /// What everybody met, beside what this verifier met itself.
    Uni<Shares> read(Map<LimitKey, Long> own) {
        return pool.query(ALIVE)
                .execute()
                .map(rows -> rows.iterator().next().getInteger("alive"))
                .chain(alive -> pool.query(READ).execute().map(rows -> new Shares(alive, own, all(rows))));
    }

    private static Map<LimitKey, Long> all(RowSet<Row> rows) {
        var all = new HashMap<LimitKey, Long>();
        rows.forEach(row -> limit(row.getString("kind"))
                .ifPresent(limit -> all.put(new LimitKey(limit, row.getString("subject")), row.getLong("calls"))));
        return all;
    }

    private static java.util.Optional<Limit> limit(String slug) {
        return java.util.Arrays.stream(Limit.values())
                .filter(limit -> limit.slug().equals(slug))
                .findFirst();
    }
}
