package dev.latchkey.token.limit;

import dev.latchkey.access.AppId;
import dev.latchkey.events.AppChanged;
import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Event;
import dev.latchkey.kit.kafka.EventIntake;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Follows the apps topic: what oauth-service says of an app becomes state that every verifier knows.
@Singleton
public final class AppProjection {
    private final AppStore store;
    private final StateFeed feed;

    AppProjection(AppStore store, StateFeed feed) {
        this.store = store;
        this.feed = feed;
    }

    @Incoming("apps")
    Uni<Void> changed(ConsumerRecord<String, byte[]> received) {
        return EventIntake.take(received, this::take);
    }

    private Uni<Void> take(Event event) throws BrokenEventException {
        if (!(event instanceof AppChanged app)) {
            return Uni.createFrom().voidItem();
        }
        if (AppId.parsePublic(app.appId()).isEmpty()) {
            throw new BrokenEventException("the app id is not of its form");
        }
        return store.take(app).invoke(changes -> changes.forEach(feed::apply)).replaceWithVoid();
    }
}
