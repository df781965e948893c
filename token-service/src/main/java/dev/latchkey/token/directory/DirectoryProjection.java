package dev.latchkey.token.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.Event;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.token.leave.Leavers;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Follows the directory topic. A record that can never be read goes to the dead letters; a database that is
/// away is waited for, however long.
@Singleton
public final class DirectoryProjection {
    private static final Logger LOG = Logger.getLogger(DirectoryProjection.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final DirectoryStore store;
    private final StateFeed feed;
    private final Leavers leavers;

    DirectoryProjection(DirectoryStore store, StateFeed feed, Leavers leavers) {
        this.store = store;
        this.feed = feed;
        this.leavers = leavers;
    }

    @Incoming("directory")
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
            return event.isEmpty() ? Uni.createFrom().voidItem() : persistently(event.get());
        } catch (BrokenEventException broken) {
            return Uni.createFrom().failure(broken);
        }
    }

    private Uni<Void> persistently(Event event) {
        return Uni.createFrom()
                .deferred(() -> take(event))
                .onFailure(failure -> !(failure instanceof BrokenEventException))
                .invoke(failure -> LOG.warnf("directory record waits for the database: %s", failure.toString()))
                .onFailure(failure -> !(failure instanceof BrokenEventException))
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }

    private Uni<Void> take(Event event) {
        return switch (event) {
            case OrgChanged org -> take(org);
            case PersonChanged person -> store.take(person);
            case MembershipChanged membership -> store.take(membership).chain(() -> left(membership));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> left(MembershipChanged membership) {
        var org = OrgHandle.parse(membership.org());
        var person = PersonId.parsePublic(membership.personId());
        return membership.ended() && org.isPresent() && person.isPresent()
                ? leavers.left(org.get(), person.get())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> take(OrgChanged org) {
        var handle = OrgHandle.parse(org.org());
        if (handle.isEmpty()) {
            LOG.warn("an org with a handle outside the grammar was skipped");
            return Uni.createFrom().voidItem();
        }
        return store.take(org, handle.get())
                .invoke(changes -> changes.forEach(feed::apply))
                .replaceWithVoid();
    }
}
