package dev.latchkey.audit.usage;

import dev.latchkey.audit.intake.Intakes;
import dev.latchkey.audit.intake.TopicIntake;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Feeds the usage projection from the channel `token-usage`.
@Singleton
final class UsageIntake {
    private static final String CHANNEL = "token-usage";

    private final TopicIntake<Use> intake;

    UsageIntake(Intakes intakes, UsageProjection projection) {
        this.intake = intakes.open(CHANNEL, projection);
    }

    @Incoming(CHANNEL)
    Uni<Void> take(ConsumerRecords<byte[], byte[]> batch) {
        return intake.take(batch);
    }

    @Produces
    @Singleton
    @Identifier(CHANNEL)
    KafkaConsumerRebalanceListener partitions() {
        return intake;
    }
}
