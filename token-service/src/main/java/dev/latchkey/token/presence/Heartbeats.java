package dev.latchkey.token.presence;

import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.VerifierSeen;
import dev.latchkey.token.presence.Sighting.Run;
import dev.latchkey.token.usage.UsageRecorder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// What verifiers say of themselves on the topic: one that has lost the database is still counted.
///
/// Whoever hears its own heartbeat hears those of the others. Before it has done so for long enough, one that it has
/// not heard of may be there all the same.
@Singleton
public final class Heartbeats {
    private static final Logger LOG = Logger.getLogger(Heartbeats.class);

    /// A heartbeat comes every second.
    private static final Duration LATE = Duration.ofSeconds(5);

    private record Heard(Sighting sighting, Instant at) {}

    private final Clock clock;
    private final Run self;
    private final Map<Run, Heard> heard = new ConcurrentHashMap<>();
    private volatile Instant firstOwn = Instant.MAX;
    private volatile Instant lastOwn = Instant.MIN;

    @Inject
    Heartbeats(Clock clock, @ConfigProperty(name = "latchkey.verifier.id") String id, UsageRecorder usage) {
        this(clock, new Run(id, usage.boot()));
    }

    Heartbeats(Clock clock, Run self) {
        this.clock = clock;
        this.self = self;
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
                    .ifPresent(beat -> take(beat, envelope.time()));
        } catch (BrokenEventException broken) {
            LOG.warnf("heartbeat at %d not read: %s", received.offset(), broken.getMessage());
        }
    }

    /// @param sent when, by the clock of whoever beat
    void take(VerifierSeen beat, Instant sent) {
        var now = clock.instant();
        var run = new Run(beat.verifierId(), beat.boot());
        heard.put(run, new Heard(new Sighting(run, beat.appliedRevision(), beat.last()), now));
        if (run.equals(self)) {
            firstOwn = firstOwn.isBefore(now) ? firstOwn : now;
            lastOwn = sent;
        }
    }

    List<Sighting> heardWithin(Duration time) {
        var oldest = clock.instant().minus(time);
        heard.values().removeIf(beat -> beat.at().isBefore(oldest));
        return heard.values().stream().map(Heard::sighting).toList();
    }

    /// Whether everybody who has beaten within this time has been heard.
    boolean hearsAll(Duration time) {
        var now = clock.instant();
        return !firstOwn.isAfter(now.minus(time))
                && !lastOwn.isBefore(now.minus(LATE))
                && !lastOwn.isAfter(now.plus(LATE));
    }
}
