package dev.latchkey.audit.intake;

import dev.latchkey.events.Topic;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/// Keeps what could not be consumed: done when the broker has acknowledged every record.
///
/// It has a producer of its own rather than a messaging channel, because a channel that failed once reports the process
/// as dead, and here the next attempt follows at once. A crash before the batch is committed keeps a record twice.
@Singleton
final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Clock clock;
    private final KafkaProducer<byte[], byte[]> producer;

    DeadLetters(@Identifier("default-kafka-broker") Map<String, Object> broker, Clock clock) {
        this.clock = clock;
        this.producer = new KafkaProducer<>(settings(broker), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Uni<Void> keep(Topic topic, List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // A worker thread, because `send` may block for the topic's metadata.
        return Uni.createFrom()
                .completionStage(() -> sendAll(topic, letters))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> letters.forEach(DeadLetters::report));
    }

    private static void report(DeadLetter letter) {
        var at = letter.delivered();
        LOG.warnf("dead letter: %s-%d@%d: %s", at.topic(), at.partition(), at.offset(), letter.reason());
    }

    private CompletionStage<Void> sendAll(Topic topic, List<DeadLetter> letters) {
        var acknowledged = new ArrayList<CompletableFuture<Void>>(letters.size());
        for (var letter : letters) {
            var one = new CompletableFuture<Void>();
            acknowledged.add(one);
            var _ = producer.send(letter.toRecord(topic.deadLetterName(), clock.instant()), (metadata, refused) -> {
                if (refused == null) {
                    one.complete(null);
                } else {
                    one.completeExceptionally(refused);
                }
            });
        }
        return CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new));
    }

    private static Map<String, Object> settings(Map<String, Object> broker) {
        var settings = new HashMap<>(broker);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "latchkey-audit-dead-letters");
        return settings;
    }

    @PreDestroy
    void close() {
        producer.close(CLOSE_WITHIN);
    }
}
