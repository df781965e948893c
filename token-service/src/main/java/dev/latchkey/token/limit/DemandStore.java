package dev.latchkey.token.limit;

import static java.util.Comparator.comparing;

import dev.latchkey.access.Steered.RateLimited.Limit;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The demand each verifier met in the last seconds, as the others see it. What is older is removed by whoever comes
/// by, whosever it is.
@Singleton
final class DemandStore {
    private static final String TELL = "insert into limit_demand (verifier, kind, subject, calls, told_at)"
            + " select $1, kind, subject, calls, now() from unnest($2::text[], $3::text[], $4::bigint[])"
            + " as told (kind, subject, calls) on conflict (verifier, kind, subject) do update"
            + " set calls = excluded.calls, told_at = excluded.told_at";

    /// What another verifier is removing or telling anew is left to it: nobody waits.
    private static final String FORGET = "delete from limit_demand where ctid = any (array("
            + "select ctid from limit_demand where told_at < now() - interval '10 seconds' limit $1"
            + " for update skip locked))";
    private static final String READ = "select kind, subject, sum(calls)::bigint as calls from limit_demand"
            + " join unnest($1::text[], $2::text[]) as own (kind, subject) using (kind, subject)"
            + " where told_at > now() - interval '2500 milliseconds' group by kind, subject";

    /// So many limits a verifier tells and reads at a time; more would take longer than the second that they are for.
    private static final int MOST = 5_000;

    private final Pool pool;

    DemandStore(Pool pool) {
        this.pool = pool;
    }

    /// The limits that were met most, as many as are told.
    static Map<LimitKey, Long> busiest(Map<LimitKey, Long> demand) {
        return demand.size() <= MOST
                ? demand
                : demand.entrySet().stream()
                        .sorted(Map.Entry.<LimitKey, Long>comparingByValue().reversed())
                        .limit(MOST)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Uni<Void> tell(String verifier, Map<LimitKey, Long> demand) {
        var forgotten = pool.preparedQuery(FORGET).execute(Tuple.of(MOST * 10)).replaceWithVoid();
        var met = demand.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .sorted(comparing(LimitKey::limit).thenComparing(LimitKey::subject))
                .toList();
        if (met.isEmpty()) {
            return forgotten;
        }
        var calls = met.stream().map(demand::get).toArray(Long[]::new);
        return forgotten
                .chain(() -> pool.preparedQuery(TELL).execute(Tuple.of(verifier, kinds(met), subjects(met), calls)))
                .replaceWithVoid();
    }

    /// What everybody met of the limits that this verifier met itself.
    ///
    /// @param verifiers how many are live
    Uni<Shares> read(int verifiers, Map<LimitKey, Long> own) {
        var keys = List.copyOf(own.keySet());
        return pool.preparedQuery(READ)
                .execute(Tuple.of(kinds(keys), subjects(keys)))
                .map(rows -> new Shares(verifiers, own, all(rows)));
    }

    private static String[] kinds(List<LimitKey> keys) {
        return keys.stream().map(key -> key.limit().slug()).toArray(String[]::new);
    }

    private static String[] subjects(List<LimitKey> keys) {
        return keys.stream().map(LimitKey::subject).toArray(String[]::new);
    }

    private static Map<LimitKey, Long> all(RowSet<Row> rows) {
        var all = new HashMap<LimitKey, Long>();
        rows.forEach(row -> limit(row.getString("kind"))
                .ifPresent(limit -> all.put(new LimitKey(limit, row.getString("subject")), row.getLong("calls"))));
        return all;
    }

    private static Optional<Limit> limit(String slug) {
        return Arrays.stream(Limit.values())
                .filter(limit -> limit.slug().equals(slug))
                .findFirst();
    }
}
