package dev.latchkey.kit.outbox;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
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
import org.apache.kafka.common.serialization.StringSerializer;

/// Sends records in order with an idempotent producer and answers when the broker has acknowledged all of them.
///
/// It is its own producer rather than a messaging channel because the relay must know of each acknowledgement before it
/// deletes, and must be told within seconds that the broker is away.
@Singleton
final class RecordPublisher {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Map<String, Object> broker;
    private final CompletableFuture<KafkaProducer<String, byte[]>> producer = new CompletableFuture<>();

    RecordPublisher(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = broker;
    }

    private KafkaProducer<String, byte[]> producer() {
        if (!producer.isDone()) {
            producer.complete(new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer()));
        }
        return producer.join();
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(broker);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "latchkey-outbox");
        return settings;
    }

    /// Runs on a worker thread: `send` may block for the topic's metadata.
    Uni<Void> publish(List<OutboxRow> rows) {
        return Uni.createFrom()
                .completionStage(() -> sendAll(rows))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private CompletionStage<Void> sendAll(List<OutboxRow> rows) {
        var acknowledged = new ArrayList<CompletableFuture<Void>>(rows.size());
        for (var row : rows) {
            var one = new CompletableFuture<Void>();
            acknowledged.add(one);
            var _ = producer().send(row.toRecord(), (metadata, refused) -> {
                if (refused == null) {
                    one.complete(null);
                } else {
                    one.completeExceptionally(refused);
                }
            });
        }
        return CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new));
    }

    @PreDestroy
    void close() {
        if (producer.isDone()) {
            producer.join().close(CLOSE_WITHIN);
        }
    }
}
