package dev.latchkey.audit.intake;

import dev.latchkey.events.Topic;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What the records of one topic mean, and what they do to the database.
///
/// @param <E> one record's effect
public interface Projection<E> {
    Topic topic();

    /// Reads one record. Whatever it accepts, [#apply] can write: a statement that fails for what a record holds would
    /// be tried for ever.
    Reading<E> read(ConsumerRecord<byte[], byte[]> delivered);

    /// Writes effects in the caller's transaction.
    ///
    /// @param effects at least one; in the order of their offsets within a partition
    Uni<Void> apply(SqlConnection connection, List<E> effects);

    /// Told once what was committed, for counting.
    default void committed(List<E> effects) {}
}
