package dev.latchkey.local.seed;

import dev.latchkey.events.Act;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.Event;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.PersonChanged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Puts the founding on the directory topic. Every start says the same again under the same ids and versions, so that
/// consumers drop what they have, and a start that broke off is made good by the next.
public final class DirectoryPublisher {
    private static final long FIRST_VERSION = 1;
    private static final int LIMIT_SECONDS = 30;

    private DirectoryPublisher() {}

    public static void publish(Founding founding, String bootstrapServers) throws IOException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "enable.idempotence", true);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (var event : events(founding)) {
                producer.send(record(event, founding)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("the directory could not be published", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the directory was published", interrupted);
        }
    }

    static List<Event> events(Founding founding) {
        var act = new Act(
                new Act.Actor(Act.ActorKind.SERVICE, "local-stack", null, null, null),
                Act.Origin.NONE,
                Instant.parse(founding.at()));
        return List.of(
                new OrgChanged(founding.org(), "Acme", null, FIRST_VERSION, act),
                new PersonChanged(founding.person(), "Owner", PersonChanged.State.ACTIVE, FIRST_VERSION, act),
                new MembershipChanged(
                        founding.membership(),
                        founding.org(),
                        founding.person(),
                        MembershipChanged.Role.OWNER,
                        false,
                        FIRST_VERSION,
                        act));
    }

    private static ProducerRecord<String, byte[]> record(Event event, Founding founding) {
        var topic = event.type().topic().topicName();
        var identity = topic + "/" + event.key() + "/" + FIRST_VERSION + "/" + founding.at();
        var envelope = new Envelope(
                UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                        .toString(),
                "/local-stack/" + topic + "/0",
                event.type().typeName(),
                event.key(),
                Instant.parse(founding.at()),
                null,
                null);
        var record =
                new ProducerRecord<>(topic, event.key(), EventJson.write(event).getBytes(StandardCharsets.UTF_8));
        envelope.headers().forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
