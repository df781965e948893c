package dev.latchkey.endtoend;

import dev.latchkey.events.EventType;
import dev.latchkey.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What is on the broker.
final class Records {
    private static final Duration POLL = Duration.ofMillis(200);

    private Records() {}

    /// Ids of the tokens that `latchkey.tokens` says were minted.
    static Set<String> mintedIn(Stack stack) {
        var minted = new HashSet<String>();
        for (var entry : of(stack, List.of(Topic.TOKENS.topicName()))) {
            var type = entry.headers().lastHeader("ce_type");
            if (type != null && text(type.value()).equals(EventType.TOKEN_MINTED.typeName())) {
                minted.add(text(entry.key()));
            }
        }
        return minted;
    }

    /// Every record of every topic, dead letters included.
    static List<ConsumerRecord<byte[], byte[]>> all(Stack stack) {
        return of(
                stack,
                Arrays.stream(Topic.values())
                        .flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterName()))
                        .toList());
    }

    private static List<ConsumerRecord<byte[], byte[]>> of(Stack stack, List<String> topics) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stack.facts().path("kafka").asText());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            var ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
