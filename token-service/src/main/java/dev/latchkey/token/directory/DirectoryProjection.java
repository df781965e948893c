package dev.latchkey.token.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Event;
import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.events.StateChanged;
import dev.latchkey.kit.kafka.EventIntake;
import dev.latchkey.token.leave.Leavers;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Follows the directory topic. A record that can never be read goes to the dead letters; a database that is
/// away is waited for, however long.
@Singleton
public final class DirectoryProjection {
    private static final Logger LOG = Logger.getLogger(DirectoryProjection.class);

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
        return EventIntake.take(received, this::take);
    }

    private Uni<Void> take(Event event) {
        return switch (event) {
            case OrgChanged org -> take(org);
            case PersonChanged person -> told(store.take(person));
            case MembershipChanged membership -> told(store.take(membership)).chain(() -> left(membership));
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
        return told(store.take(org, handle.get()));
    }

    private Uni<Void> told(Uni<List<StateChanged>> taken) {
        return taken.invoke(changes -> changes.forEach(feed::apply)).replaceWithVoid();
    }
}
