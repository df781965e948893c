package dev.latchkey.token.session;

import dev.latchkey.access.SessionId;
import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.SessionEnded;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Follows the sessions topic. A record that can never be read goes to the dead letters; a database that is away is
/// waited for, however long.
@Singleton
public final class SessionProjection {
    private static final Logger LOG = Logger.getLogger(SessionProjection.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final SessionEnds ends;
    private final StateFeed feed;

    SessionProjection(SessionEnds ends, StateFeed feed) {
        this.ends = ends;
        this.feed = feed;
    }

    @Incoming("sessions")
    Uni<Void> changed(ConsumerRecord<String, byte[]> received) {
        if (received.value() == null) {
            return Uni.createFrom().voidItem();
        }
        try {
            var envelope = Envelope.of(name -> {
                var header = received.headers().lastHeader(name);
                return header == null ? null : header.value();
            });
            var event = EventJson.read(envelope.type(), received.value());
            return event.isPresent() && event.get() instanceof SessionEnded ended
                    ? persistently(session(ended), ended)
                    : Uni.createFrom().voidItem();
        } catch (BrokenEventException broken) {
            return Uni.createFrom().failure(broken);
        }
    }

    private static SessionId session(SessionEnded ended) throws BrokenEventException {
        var session = SessionId.parsePublic(ended.sessionId());
        if (session.isEmpty()) {
            throw new BrokenEventException("the session id is not of its form");
        }
        return session.get();
    }

    private Uni<Void> persistently(SessionId session, SessionEnded ended) {
        return Uni.createFrom()
                .deferred(() -> ends.end(List.of(session), ended.since()))
                .invoke(done -> done.changes().forEach(feed::apply))
                .onFailure()
                .invoke(failure -> LOG.warnf("session record waits for the database: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely()
                .replaceWithVoid();
    }
}
