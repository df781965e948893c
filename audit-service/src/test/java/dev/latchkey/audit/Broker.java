package dev.latchkey.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.latchkey.events.Envelope;
import dev.latchkey.events.Event;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// The other end of the topics.
public final class Broker implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", servers(), "acks", "all", "metadata.max.age.ms", 1_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    public static String servers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }

    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers()));
    }

    /// Sends events as their producers do and waits for the acknowledgement.
    public List<RecordMetadata> send(Event... events) {
        return send(List.of(events));
    }

    public List<RecordMetadata> send(List<? extends Event> events) {
        return deliver(events.stream().map(Broker::record).toList());
    }

    /// Sends any bytes under the headers of an event type.
    public RecordMetadata send(Topic topic, String type, byte[] key, byte[] value) {
        var envelope = new Envelope(UUID.randomUUID().toString(), "/test", type, "test", Instant.now(), null, null);
        var sent = new ProducerRecord<>(topic.topicName(), key, value);
        envelope.headers().forEach(sent.headers()::add);
        return deliver(List.of(sent)).getFirst();
    }

    /// Sends a record without any header.
    public RecordMetadata sendBare(Topic topic, byte[] key, byte[] value) {
        return deliver(List.of(new ProducerRecord<>(topic.topicName(), key, value)))
                .getFirst();
    }

    private static ProducerRecord<byte[], byte[]> record(Event event) {
        var envelope = new Envelope(
                UUID.randomUUID().toString(), "/test", event.type().typeName(), event.key(), Instant.now(), null, null);
        var sent = new ProducerRecord<>(
                event.type().topic().topicName(),
                event.key().getBytes(UTF_8),
                EventJson.write(event).getBytes(UTF_8));
        envelope.headers().forEach(sent.headers()::add);
        return sent;
    }

    private List<RecordMetadata> deliver(List<ProducerRecord<byte[], byte[]>> records) {
        var sent = records.stream().map(producer::send).toList();
        var acknowledged = new ArrayList<RecordMetadata>();
        for (var one : sent) {
            try {
                acknowledged.add(one.get());
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        }
        return acknowledged;
    }

    /// How many records a topic has had.
    public static long records(Topic topic) {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<TopicPartition, Long> ends(Topic topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(IntStream.range(0, topic.definition().partitions())
                    .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                    .toList());
        }
    }

    /// Makes the broker forget all records of a topic, as it does after the retention time.
    public static void forgetRecords(Topic topic) {
        var before = new HashMap<TopicPartition, RecordsToDelete>();
        ends(topic).forEach((partition, end) -> before.put(partition, RecordsToDelete.beforeOffset(end)));
        try (var admin = admin()) {
            admin.deleteRecords(before).all().get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Makes a topic with the broker's own settings.
    public static void create(String name, int partitions) {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Deletes a topic and makes one of the same name.
    public static void recreate(Topic topic) {
        var wanted = topic.definition();
        try (var admin = admin()) {
            admin.deleteTopics(List.of(wanted.name())).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(wanted.name()));
            admin.createTopics(List.of(new NewTopic(wanted.name(), wanted.partitions(), (short) 1)
                            .configs(wanted.configuration())))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// The dead letter of one record, if it has come.
    public static List<ConsumerRecord<byte[], byte[]>> deadLetters(RecordMetadata of) {
        var partition = new TopicPartition(of.topic() + ".dlq", 0);
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (consumer.position(partition) < end) {
                for (var letter : consumer.poll(Duration.ofMillis(100))) {
                    if (header(letter, "dead-letter-partition").equals(Integer.toString(of.partition()))
                            && header(letter, "dead-letter-offset").equals(Long.toString(of.offset()))) {
                        found.add(letter);
                    }
                }
            }
            return found;
        }
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
