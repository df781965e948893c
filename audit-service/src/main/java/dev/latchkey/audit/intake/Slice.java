package dev.latchkey.audit.intake;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/// The records of one partition within a batch, from where the partition stands.
///
/// @param from the position it was cut for
/// @param to the offset after the last record
/// @param completeSince when records before the first one were gone from the broker: the broker's time of the first one
record Slice<E>(
        TopicPartition partition,
        Position from,
        long to,
        Instant completeSince,
        List<E> effects,
        List<DeadLetter> deadLetters) {
    Position moved() {
        return new Position(from.topicId(), to);
    }
}
