package dev.latchkey.kit.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The SQL of the relay, on the one connection that holds its claims: a relay that loses the claim can number nothing.
final class OutboxStore {
    /// First half of the advisory lock's key, so that other uses of advisory locks do not meet it.
    private static final int CLAIM = 0x6c6b6f62;

    private static final String NUMBER = """
            with fresh as (
                select position, topic, shard,
                       row_number() over (partition by topic, shard order by position) as n
                  from (select position, topic, shard from outbox
                         where sequence is null and shard = any($1)
                           and not exists (select from outbox where sequence is not null and shard = any($1))
                         order by position limit $2) waiting
            ), counted as (
                select topic, shard, count(*) as n from fresh group by topic, shard
            ), advanced as (
                insert into outbox_sequence as s (topic, shard, last)
                select topic, shard, n from counted
                on conflict (topic, shard) do update set last = s.last + excluded.last
                returning topic, shard, last
            )
            update outbox o
               set sequence = advanced.last - counted.n + fresh.n
              from fresh join counted using (topic, shard) join advanced using (topic, shard)
             where o.position = fresh.position""";

    private static final String NUMBERED = """
            select position, event_id, shard, topic, key, type, subject, data, time, traceparent, sequence
              from outbox where sequence is not null and shard = any($1)
             order by topic, shard, sequence limit $2""";

    private OutboxStore() {}

    /// Tries to claim each of these shards; answers those that this connection now holds.
    static Uni<Set<Integer>> claim(SqlConnection connection, List<Integer> shards) {
        return connection
                .preparedQuery("select shard, pg_try_advisory_lock($1, shard) as held from unnest($2::int[]) as shard")
                .execute(Tuple.of(CLAIM, shards.toArray(Integer[]::new)))
                .map(rows -> {
                    var held = new TreeSet<Integer>();
                    rows.forEach(row -> {
                        if (row.getBoolean("held")) {
                            held.add(row.getInteger("shard"));
                        }
                    });
                    return held;
                });
    }

    /// Gives up whatever this connection has claimed.
    static Uni<Void> release(SqlConnection connection) {
        return connection.query("select pg_advisory_unlock_all()").execute().replaceWithVoid();
    }

    /// Numbers waiting rows without gap (one statement, so one transaction) and reads the numbered ones, in order.
    ///
    /// Nothing is numbered while numbered ones wait, so that a long outage leaves no more of them than one batch.
    static Uni<List<OutboxRow>> number(SqlConnection connection, Set<Integer> shards, int limit, String service) {
        var mine = shards.toArray(Integer[]::new);
        return connection
                .preparedQuery(NUMBER)
                .execute(Tuple.of(mine, limit))
                .chain(() -> connection.preparedQuery(NUMBERED).execute(Tuple.of(mine, limit)))
                .map(found -> {
                    var rows = new ArrayList<OutboxRow>();
                    found.forEach(row -> rows.add(OutboxRow.of(row, service)));
                    return rows;
                });
    }

    static Uni<Boolean> isEmpty(SqlConnection connection) {
        return connection
                .query("select exists (select from outbox) as waiting")
                .execute()
                .map(rows -> !rows.iterator().next().getBoolean("waiting"));
    }

    /// How many rows wait, and since when the first of them.
    static Uni<Waiting> waiting(Pool pool) {
        return pool.query("select (select count(*) from outbox) as depth,"
                        + " (select time from outbox order by position limit 1) as oldest")
                .execute()
                .map(rows -> {
                    var row = rows.iterator().next();
                    var oldest = row.getOffsetDateTime("oldest");
                    return new Waiting(
                            row.getLong("depth"), Optional.ofNullable(oldest).map(OffsetDateTime::toInstant));
                });
    }

    record Waiting(long depth, Optional<Instant> oldest) {}

    static Uni<Void> delete(SqlConnection connection, List<OutboxRow> sent) {
        var positions = sent.stream().map(OutboxRow::position).toArray(Long[]::new);
        return connection
                .preparedQuery("delete from outbox where position = any($1)")
                .execute(Tuple.of((Object) positions))
                .replaceWithVoid();
    }
}
