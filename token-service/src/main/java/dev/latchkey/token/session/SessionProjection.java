package dev.latchkey.token.session;

import dev.latchkey.access.SessionId;
import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Event;
import dev.latchkey.events.SessionEnded;
import dev.latchkey.kit.kafka.EventIntake;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Follows the sessions topic. A record that can never be read goes to the dead letters; a database that is away is
/// waited for, however long.
@Singleton
public final class SessionProjection {
    private final SessionEnds ends;
    private final StateFeed feed;

    SessionProjection(SessionEnds ends, StateFeed feed) {
        this.ends = ends;
        this.feed = feed;
    }

    @Incoming("sessions")
    Uni<Void> changed(ConsumerRecord<String, byte[]> received) {
        return EventIntake.take(received, this::take);
    }

    private Uni<Void> take(Event event) throws BrokenEventException {
        return event instanceof SessionEnded ended
                ? ends.end(List.of(session(ended)), ended.since())
                        .invoke(done -> done.changes().forEach(feed::apply))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private static SessionId session(SessionEnded ended) throws BrokenEventException {
        var session = SessionId.parsePublic(ended.sessionId());
        if (session.isEmpty()) {
            throw new BrokenEventException("the session id is not of its form");
        }
        return session.get();
    }
}
