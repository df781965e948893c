package dev.latchkey.audit.intake;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.TopicPartition;

/// Makes the consumer of a topic go on from another offset. Fails with [IllegalStateException] when the partition is no
/// longer assigned to it.
interface Seeker {
    Uni<Void> seek(TopicPartition partition, long offset);
}
