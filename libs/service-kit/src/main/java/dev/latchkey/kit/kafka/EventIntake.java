package dev.latchkey.kit.kafka;

import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.Event;
import dev.latchkey.events.EventJson;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// Hands events of a topic to a projection, one by one, so that none is lost and none blocks the others for ever.
///
/// A record that can never be read fails with [BrokenEventException], for the channel to put it with the dead letters.
/// A
/// database that is away is waited for, however long. A tombstone, or an event of a type this version does not know, is
/// skipped.
public final class EventIntake {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private EventIntake() {}

    /// What a projection does with an event.
    @FunctionalInterface
    public interface Projection {
        /// Takes one event, in a transaction of its own.
        ///
        /// @throws BrokenEventException when the event can never be taken
        Uni<Void> take(Event event) throws BrokenEventException;
    }

    /// Reads a record and hands its event on until that has succeeded.
    public static Uni<Void> take(ConsumerRecord<String, byte[]> received, Projection projection) {
        if (received.value() == null) {
            return Uni.createFrom().voidItem();
        }
        try {
            var envelope = Envelope.of(name -> {
                var header = received.headers().lastHeader(name);
                return header == null ? null : header.value();
            });
            var event = EventJson.read(envelope.type(), received.value());
            return event.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : persistently(received.topic(), event.get(), projection);
        } catch (BrokenEventException broken) {
            return Uni.createFrom().failure(broken);
        }
    }

    private static Uni<Void> persistently(String topic, Event event, Projection projection) {
        return Uni.createFrom()
                .deferred(() -> {
                    try {
                        return projection.take(event);
                    } catch (BrokenEventException broken) {
                        return Uni.createFrom().failure(broken);
                    }
                })
                .onFailure(EventIntake::mayPass)
                .invoke(failure -> LOG.warnf("a record of %s waits for the database: %s", topic, failure.toString()))
                .onFailure(EventIntake::mayPass)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }

    private static boolean mayPass(Throwable failure) {
        return !(failure instanceof BrokenEventException);
    }
}
