package dev.latchkey.token.state;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// Who of several replicas does what one of them is to do: whoever moves the time on in one statement.
@Singleton
final class Turns {
    private static final String TICK = """
            with mine as (
                update turn set taken_at = statement_timestamp()
                 where name = 'tick' and taken_at <= statement_timestamp() - interval '900 milliseconds'
                returning name)
            select statement_timestamp() as at, c.last, u.revision, u.time
              from mine cross join revision_counter c
              left join lateral (
                select (data::jsonb ->> 'revision')::bigint as revision, time from outbox
                 where topic = 'latchkey.token-states' order by position limit 1) u on true""";

    private static final String SWEEP = "update turn set taken_at = now()"
            + " where name = 'sweep' and taken_at <= now() - make_interval(secs => $1) returning name";

    private final Pool pool;

    Turns(Pool pool) {
        this.pool = pool;
    }

    /// Takes this second's tick with the position of the feed; empty when another replica has it.
    ///
    /// State events stand in the outbox in order of their revisions: both are given under the counter's lock.
    Uni<Optional<FeedPosition>> tick() {
        return pool.query(TICK).execute().map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            var row = rows.iterator().next();
            var revision = row.getLong("revision");
            return Optional.of(new FeedPosition(
                    row.getLong("last"),
                    revision == null
                            ? Optional.empty()
                            : Optional.of(new FeedPosition.Unsent(
                                    revision, row.getOffsetDateTime("time").toInstant())),
                    row.getOffsetDateTime("at").toInstant()));
        });
    }

    /// Whether this replica is to sweep, and nobody else for a while.
    Uni<Boolean> sweep(Duration every) {
        return pool.preparedQuery(SWEEP)
                .execute(Tuple.of((double) every.toSeconds()))
                .map(rows -> rows.size() > 0);
    }
}
