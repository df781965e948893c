package dev.latchkey.kit.outbox;

import dev.latchkey.events.Envelope;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A numbered row on its way to the broker.
record OutboxRow(long position, String topic, String key, Envelope envelope, String data) {
    static OutboxRow of(Row row, String service) {
        var topic = row.getString("topic");
        return new OutboxRow(
                row.getLong("position"),
                topic,
                row.getString("key"),
                new Envelope(
                        row.getUUID("event_id").toString(),
                        "/" + service + "/" + topic + "/" + row.getInteger("shard"),
                        row.getString("type"),
                        row.getString("subject"),
                        row.getOffsetDateTime("time").toInstant(),
                        row.getLong("sequence"),
                        row.getString("traceparent")),
                row.getString("data"));
    }

    ProducerRecord<String, byte[]> toRecord() {
        var sent = new ProducerRecord<>(topic, key, data.getBytes(StandardCharsets.UTF_8));
        envelope.headers().forEach(sent.headers()::add);
        return sent;
    }
}
