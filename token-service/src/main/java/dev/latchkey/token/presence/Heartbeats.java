package dev.latchkey.token.presence;

import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.VerifierSeen;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// What verifiers say of themselves on the topic: one that has lost the database is still counted.
@Singleton
public final class Heartbeats {
    private static final Logger LOG = Logger.getLogger(Heartbeats.class);

    private record Heard(Sighting sighting, Instant at) {}

    private final Clock clock;
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    Heartbeats(Clock clock) {
        this.clock = clock;
    }

    @Incoming("verifiers")
    Uni<Void> beaten(ConsumerRecord<String, byte[]> received) {
        if (received.value() != null) {
            read(received);
        }
        return Uni.createFrom().voidItem();
    }

    private void read(ConsumerRecord<String, byte[]> received) {
        try {
            var envelope = Envelope.of(name -> {
                var header = received.headers().lastHeader(name);
                return header == null ? null : header.value();
            });
            EventJson.read(envelope.type(), received.value())
                    .filter(VerifierSeen.class::isInstance)
                    .map(VerifierSeen.class::cast)
                    .ifPresent(this::take);
        } catch (BrokenEventException broken) {
            LOG.warnf("heartbeat at %d not read: %s", received.offset(), broken.getMessage());
        }
    }

    void take(VerifierSeen beat) {
        var sighting = new Sighting(beat.verifierId(), beat.boot(), beat.appliedRevision(), beat.last());
        heard.put(beat.verifierId(), new Heard(sighting, clock.instant()));
    }

    List<Sighting> heardWithin(Duration time) {
        var oldest = clock.instant().minus(time);
        heard.values().removeIf(beat -> beat.at().isBefore(oldest));
        return heard.values().stream().map(Heard::sighting).toList();
    }
}
