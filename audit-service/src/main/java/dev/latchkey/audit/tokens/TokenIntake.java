package dev.latchkey.audit.tokens;

import dev.latchkey.audit.intake.Intakes;
import dev.latchkey.audit.intake.TopicIntake;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Feeds the token projection from the channel `tokens`.
@Singleton
final class TokenIntake {
    private static final String CHANNEL = "tokens";

    private final TopicIntake<TokenChange> intake;

    TokenIntake(Intakes intakes, TokenProjection projection) {
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
