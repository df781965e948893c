package dev.latchkey.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.events.Envelope;
import dev.latchkey.events.Event;
import dev.latchkey.events.EventJson;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/// An event that needs no outbox, because the next one makes up for one that is lost.
public final class EventRecord {
    private EventRecord() {}

    /// The record on the event's topic, under a new id.
    ///
    /// @param source `/<service>/…`
    public static ProducerRecord<String, byte[]> of(Event event, String source, Instant time) {
        var envelope = new Envelope(
                UUID.randomUUID().toString(), source, event.type().typeName(), event.key(), time, null, null);
        var made = new ProducerRecord<>(
                event.type().topic().topicName(),
                event.key(),
                EventJson.write(event).getBytes(UTF_8));
        envelope.headers().forEach(made.headers()::add);
        return made;
    }
}
