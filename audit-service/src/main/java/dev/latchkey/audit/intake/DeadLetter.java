package dev.latchkey.audit.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A record that can never be consumed, with the reason.
record DeadLetter(ConsumerRecord<byte[], byte[]> delivered, String reason) {
    private static final String PREFIX = "dead-letter-";

    /// What the messaging layer adds to every record it delivers; it was not sent.
    private static final String ADDED_ON_DELIVERY = "__smallrye_";

    /// The same key, bytes and headers, and where they come from.
    ProducerRecord<byte[], byte[]> toRecord(String topic, Instant now) {
        var kept = new ProducerRecord<>(topic, delivered.key(), delivered.value());
        for (var header : delivered.headers()) {
            if (!header.key().startsWith(PREFIX) && !header.key().startsWith(ADDED_ON_DELIVERY)) {
                kept.headers().add(header);
            }
        }
        origin(now).forEach((name, value) -> kept.headers().add(PREFIX + name, value.getBytes(UTF_8)));
        return kept;
    }

    private Map<String, String> origin(Instant now) {
        return Map.of(
                "topic", delivered.topic(),
                "partition", Integer.toString(delivered.partition()),
                "offset", Long.toString(delivered.offset()),
                "timestamp", Instant.ofEpochMilli(delivered.timestamp()).toString(),
                "time", now.toString(),
                "reason", reason);
    }
}
