package dev.latchkey.session;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads what stands on a topic right now.
public final class Topics {
    /// A record as a consumer sees it.
    ///
    /// @param text the value as it stands on the topic
    public record Received(String key, int partition, Envelope envelope, Event event, String text) {}

    private Topics() {}

    /// All of a topic, from its beginning to its present end, in order within a key.
    public static List<Received> read(Topic topic) {
        var found = new ArrayList<Received>();
        poll(topic, received -> {
            if (received.value() != null) {
                found.add(read(received));
            }
        });
        return found;
    }

    private static void poll(Topic topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", RunningInfrastructure.get().kafka(), "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < end.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(reader);
            }
        }
    }

    /// The events of one kind on its topic about one thing, in order.
    public static <E extends Event> List<E> read(Topic topic, Class<E> type, String key) {
        return read(topic).stream()
                .filter(received -> key.equals(received.key()))
                .map(Received::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Received read(ConsumerRecord<String, byte[]> received) {
        try {
            var envelope = Envelope.of(name -> {
                var header = received.headers().lastHeader(name);
                return header == null ? null : header.value();
            });
            var event = EventJson.read(envelope.type(), received.value()).orElseThrow();
            var text = new String(received.value(), UTF_8);
            return new Received(received.key(), received.partition(), envelope, event, text);
        } catch (BrokenEventException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
