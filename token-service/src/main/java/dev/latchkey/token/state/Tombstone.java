package dev.latchkey.token.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.events.Topic;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The record without a value that ends a key on the compacted topic. It names the revision it ends, so that it ends
/// nothing that came later.
final class Tombstone {
    private static final String REVISION = "latchkey-revision";

    private Tombstone() {}

    static ProducerRecord<String, byte[]> of(String key, long revision) {
        var tombstone = new ProducerRecord<String, byte[]>(Topic.TOKEN_STATES.topicName(), key, null);
        tombstone.headers().add(REVISION, Long.toString(revision).getBytes(UTF_8));
        return tombstone;
    }

    /// The revision that ends with this record; empty where it names none.
    static Optional<Long> revision(ConsumerRecord<String, byte[]> received) {
        return Optional.ofNullable(received.headers().lastHeader(REVISION))
                .map(header -> new String(header.value(), UTF_8))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }
}
