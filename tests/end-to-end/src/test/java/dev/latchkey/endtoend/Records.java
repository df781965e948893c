package dev.latchkey.endtoend;

import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.EventType;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.Topic;
import dev.latchkey.events.VerifierSeen;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

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

    /// What a verifier has said of itself, in order.
    static List<VerifierSeen> heartbeats(Stack stack, String verifier) throws BrokenEventException {
        var beats = new ArrayList<VerifierSeen>();
        for (var entry : of(stack, List.of(Topic.VERIFIERS.topicName()))) {
            if (text(entry.key()).equals(verifier)) {
                beats.add((VerifierSeen) EventJson.read(EventType.VERIFIER_SEEN.typeName(), entry.value())
                        .orElseThrow());
            }
        }
        return beats;
    }

    /// The org `acme` decides how fast its tokens may be used.
    ///
    /// @param perSecond calls per second; null for no limit
    /// @param version higher at each call, and than the launcher's
    static void decide(Stack stack, @Nullable Double perSecond, long version) {
        var act =
                new Act(new Actor(ActorKind.SERVICE, "session-service", null, null, null), Origin.NONE, Instant.EPOCH);
        var event = new OrgChanged("acme", "Acme", OrgPolicy.ofTokens(null, false, perSecond, null), version, act);
        var envelope = new Envelope(
                UUID.randomUUID().toString(),
                "/session-service/test",
                event.type().typeName(),
                event.key(),
                Instant.now(),
                null,
                null);
        var sent = new ProducerRecord<>(
                Topic.DIRECTORY.topicName(), event.key(), EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        envelope.headers().forEach(sent.headers()::add);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stack.facts().path("kafka").asText());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(sent).get();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurried);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
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
