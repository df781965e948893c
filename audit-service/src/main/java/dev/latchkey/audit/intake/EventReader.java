package dev.latchkey.audit.intake;

import dev.latchkey.audit.intake.Reading.Broken;
import dev.latchkey.audit.intake.Reading.Meant;
import dev.latchkey.audit.intake.Reading.Skipped;
import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.Event;
import dev.latchkey.events.EventJson;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Reads a record as a CloudEvent of this suite (Kafka binding, binary content mode).
public final class EventReader {
    private EventReader() {}

    public static Reading<Event> read(ConsumerRecord<byte[], byte[]> delivered) {
        try {
            var envelope = Envelope.of(name -> last(delivered, name));
            byte @Nullable [] data = delivered.value();
            if (data == null) {
                return new Broken<>("the record has no data");
            }
            return EventJson.read(envelope.type(), data)
                    .<Reading<Event>>map(Meant::new)
                    .orElseGet(Skipped::new);
        } catch (BrokenEventException broken) {
            return new Broken<>(Objects.requireNonNullElse(broken.getMessage(), "the event is broken"));
        }
    }

    private static byte @Nullable [] last(ConsumerRecord<byte[], byte[]> delivered, String header) {
        var found = delivered.headers().lastHeader(header);
        return found == null ? null : found.value();
    }
}
