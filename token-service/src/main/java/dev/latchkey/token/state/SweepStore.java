package dev.latchkey.token.state;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// What of the state table can matter no more, and its removal.
@Singleton
final class SweepStore {
    /// A token without a record, such as a session's, is judged by the birth in its id: it cannot live this long.
    private static final Duration LONGEST_LIFE = Duration.ofDays(400);

    /// The longest session lasts 30 days; a verifier refuses an older id by itself.
    private static final Duration LONGEST_SESSION = Duration.ofDays(31);

    private static final String DEAD = """
            select s.key, s.revision from state s left join token t on s.key = 'token:tok_' || t.id
             where s.key collate "C" > $1
               and (t.expires_at < $2
                    or (s.key like 'token:%' and t.id is null and s.key collate "C" < $3)
                    or (s.key like 'session:%' and s.key collate "C" < $4))
             order by s.key collate "C" limit $5""";

    private static final String DELETE =
            "delete from state s using unnest($1::text[], $2::bigint[]) as dead(key, revision)"
                    + " where s.key = dead.key and s.revision = dead.revision";

    private static final String NOW = "select statement_timestamp() as now";

    private static final String SILENT = "delete from verifier where seen_at < now() - interval '1 day'";

    private final Pool pool;

    SweepStore(Pool pool) {
        this.pool = pool;
    }

    /// A row that is to go, as it was when it was found.
    record Dead(String key, long revision) {}

    /// Rows of tokens that ended so long ago, and of sessions no verifier needs to hear of, in order of their keys. Ids
    /// begin with their birth, so that old ones are those that sort first.
    Uni<List<Dead>> dead(String afterKey, Duration keepExpired, int limit) {
        return pool.query(NOW)
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime("now").toInstant())
                .chain(now -> dead(afterKey, keepExpired, now, limit));
    }

    private Uni<List<Dead>> dead(String afterKey, Duration keepExpired, Instant now, int limit) {
        return pool.preparedQuery(DEAD)
                .execute(Tuple.of(
                        afterKey,
                        OffsetDateTime.ofInstant(now.minus(keepExpired), ZoneOffset.UTC),
                        FirstKey.ofTokenBornAt(now.minus(LONGEST_LIFE)),
                        FirstKey.ofSessionStartedAt(now.minus(LONGEST_SESSION)),
                        limit))
                .map(rows -> {
                    var found = new ArrayList<Dead>();
                    rows.forEach(row -> found.add(new Dead(row.getString("key"), row.getLong("revision"))));
                    return List.copyOf(found);
                });
    }

    /// Removes those that have not changed since they were found.
    Uni<Void> delete(List<Dead> dead) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(
                        dead.stream().map(Dead::key).toArray(String[]::new),
                        dead.stream().map(Dead::revision).toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /// Removes verifiers that have been silent for a day.
    Uni<Void> deleteSilentVerifiers() {
        return pool.query(SILENT).execute().replaceWithVoid();
    }
}
