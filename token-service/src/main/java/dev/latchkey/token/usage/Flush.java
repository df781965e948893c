package dev.latchkey.token.usage;

import dev.latchkey.events.Envelope;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.EventType;
import dev.latchkey.events.TokenUsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/// One numbered flush of the buffer: what it holds never changes, so that sending it twice is the same flush twice.
record Flush(long number, List<ProducerRecord<String, byte[]>> records) {

    /// Which part of which flush an event is: its identity for whoever counts.
    record Part(String verifier, String boot, long flush, int part, int parts) {
        String id() {
            return verifier + "/" + boot + "/" + flush + "/" + part;
        }
    }

    static Flush of(String verifier, String boot, long number, Map<Use.Group, Tally> groups, Instant now) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>(groups.size());
        groups.forEach((group, tally) -> {
            var part = new Part(verifier, boot, number, records.size() + 1, groups.size());
            records.add(toRecord(part, tally.toEvent(group, part), now));
        });
        return new Flush(number, List.copyOf(records));
    }

    private static ProducerRecord<String, byte[]> toRecord(Part part, TokenUsed used, Instant now) {
        var envelope = new Envelope(
                part.id(),
                "/token-service/" + part.verifier(),
                EventType.TOKEN_USED.typeName(),
                used.tokenId(),
                now,
                null,
                null);
        var sent = new ProducerRecord<>(
                used.type().topic().topicName(),
                used.key(),
                EventJson.write(used).getBytes(StandardCharsets.UTF_8));
        envelope.headers().forEach(sent.headers()::add);
        return sent;
    }
}
