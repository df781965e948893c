package dev.latchkey.audit.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rows that say how far each partition has been applied.
final class PositionStore {
    /// A partition nobody has met is applied from 0 and complete from the start. One whose topic was made anew
    /// starts again, and what was lost with the old topic nobody knows. Where the broker no longer has the next
    /// record, the ones between are lost. Nothing is written when nothing of this is so.
    private static final String TAKE_UP = """
            insert into intake_position as held (topic, partition, topic_id, next, complete_since)
            select $1, log.partition, $2, log.start,
                   case when log.start = 0 then 'epoch'::timestamptz else $5::timestamptz end
              from unnest($3::int[], $4::bigint[]) as log (partition, start) order by log.partition
            on conflict (topic, partition) do update
               set topic_id = excluded.topic_id, next = excluded.next, complete_since = $5
             where held.topic_id <> excluded.topic_id or held.next < excluded.next""";

    private static final String READ =
            "select partition, topic_id, next from intake_position where topic = $1 and partition = any($2)";

    /// Locks in the order of partitions, so that two replicas that swap them wait for each other and never in a circle.
    private static final String MOVE = """
            with due as (
                select held.partition, moved.upto, moved.complete_since
                  from unnest($2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[])
                       as moved (partition, topic_id, at, upto, complete_since)
                  join intake_position held
                    on held.topic = $1 and held.partition = moved.partition
                   and held.topic_id = moved.topic_id and held.next = moved.at
                 order by held.partition
                   for update of held
            )
            update intake_position held
               set next = due.upto, complete_since = greatest(held.complete_since, due.complete_since)
              from due
             where held.topic = $1 and held.partition = due.partition
            returning held.partition""";

    private PositionStore() {}

    /// Where these partitions stand; makes and mends their rows.
    ///
    /// @param logStarts partition to the first offset the broker still has, 0 where that was not asked
    static Uni<Map<Integer, Position>> takeUp(
            SqlClient client, String topic, String topicId, Map<Integer, Long> logStarts, Instant now) {
        var partitions = logStarts.keySet().toArray(Integer[]::new);
        var starts = logStarts.values().toArray(Long[]::new);
        return client.preparedQuery(TAKE_UP)
                .execute(Tuple.of(topic, topicId, partitions, starts, now.atOffset(ZoneOffset.UTC)))
                .chain(() -> client.preparedQuery(READ).execute(Tuple.of(topic, partitions)))
                .map(PositionStore::positions);
    }

    private static Map<Integer, Position> positions(RowSet<Row> rows) {
        var positions = new HashMap<Integer, Position>();
        rows.forEach(row -> positions.put(
                row.getInteger("partition"), new Position(row.getString("topic_id"), row.getLong("next"))));
        return positions;
    }

    /// Moves each partition that still stands where its slice was cut; answers which ones did.
    static <E> Uni<Set<Integer>> move(SqlConnection connection, String topic, List<Slice<E>> slices) {
        var columns = Columns.of(slices)
                .with(topic)
                .integer(slice -> slice.partition().partition())
                .text(slice -> slice.from().topicId())
                .bigint(slice -> slice.from().next())
                .bigint(Slice::to)
                .time(Slice::completeSince);
        return columns.execute(connection, MOVE).map(rows -> {
            var moved = new HashSet<Integer>();
            rows.forEach(row -> moved.add(row.getInteger("partition")));
            return moved;
        });
    }
}
