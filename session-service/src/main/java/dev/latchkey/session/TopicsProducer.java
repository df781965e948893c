package dev.latchkey.session;

import dev.latchkey.events.Topic;
import dev.latchkey.kit.kafka.NeededTopics;
import dev.latchkey.kit.kafka.NeededTopics.Away;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/// The topics this service tells its changes on. While the broker is away they wait in the outbox, and logging in goes
/// on.
final class TopicsProducer {
    @Produces
    @Singleton
    NeededTopics needed() {
        return new NeededTopics(Set.of(Topic.DIRECTORY.topicName(), Topic.SESSIONS.topicName()), Away.AS_BEFORE);
    }
}
