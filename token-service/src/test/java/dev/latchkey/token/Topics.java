package dev.latchkey.token;

import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.Event;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.Topic;
import dev.latchkey.infrastructure.RunningInfrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads what stands on a topic right now.
public final class Topics {
    /// A record as a consumer sees it.
    public record Received(String key, int partition, Envelope envelope, Event event) {}

    private Topics() {}

    /// All of a topic, from its beginning to its present end, in order within a key.
    public static List<Received> read(Topic topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", RunningInfrastructure.get().kafka(), "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            var found = new ArrayList<Received>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(received -> {
                    if (received.value() != null) {
                        found.add(read(received));
                    }
                });
            }
            return found;
        }
    }

    private static Received read(org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]> received) {
        try {
            var envelope = Envelope.of(name -> {
                var header = received.headers().lastHeader(name);
                return header == null ? null : header.value();
            });
            var event = EventJson.read(envelope.type(), received.value()).orElseThrow();
            return new Received(received.key(), received.partition(), envelope, event);
        } catch (BrokenEventException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
