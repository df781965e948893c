package dev.latchkey.kit.kafka;

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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Sends records in order with an idempotent producer and answers when the broker has acknowledged all of them.
///
/// It is its own producer rather than a messaging channel because whoever sends must know of each acknowledgement
/// before it forgets what it sent, and must be told within seconds that the broker is away.
@Singleton
public final class RecordPublisher implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Map<String, Object> broker;
    private final CompletableFuture<KafkaProducer<String, byte[]>> producer = new CompletableFuture<>();

    public RecordPublisher(@Identifier("default-kafka-broker") Map<String, Object> broker) {
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
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "latchkey");
        return settings;
    }

    /// Sends all of them; fails when any was not acknowledged, and then any of them may have been.
    ///
    /// Runs on a worker thread: `send` may block for the topic's metadata.
    public Uni<Void> publish(List<ProducerRecord<String, byte[]>> records) {
        return Uni.createFrom()
                .completionStage(() -> sendAll(records))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private CompletionStage<Void> sendAll(List<ProducerRecord<String, byte[]>> records) {
        var acknowledged = new ArrayList<CompletableFuture<Void>>(records.size());
        for (var record : records) {
            var one = new CompletableFuture<Void>();
            acknowledged.add(one);
            var _ = producer().send(record, (metadata, refused) -> {
                if (refused == null) {
                    one.complete(null);
                } else {
                    one.completeExceptionally(refused);
                }
            });
            if (one.isCompletedExceptionally()) {
                // Without metadata each further one would block for as long.
                break;
            }
        }
        return CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new));
    }

    @Override
    @PreDestroy
    public void close() {
        if (producer.isDone()) {
            producer.join().close(CLOSE_WITHIN);
        }
    }
}
