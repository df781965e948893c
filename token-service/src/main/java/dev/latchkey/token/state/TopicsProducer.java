package dev.latchkey.token.state;

import dev.latchkey.events.Topic;
import dev.latchkey.kit.kafka.NeededTopics;
import dev.latchkey.kit.kafka.NeededTopics.Away;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/// The topics this service writes and reads. Verification goes on without the broker, and so must readiness: every
/// replica would leave at once.
final class TopicsProducer {
    @Produces
    @Singleton
    NeededTopics needed() {
        return new NeededTopics(
                Set.of(
                        Topic.TOKENS.topicName(),
                        Topic.TOKEN_STATES.topicName(),
                        Topic.TOKEN_USAGE.topicName(),
                        Topic.VERIFIERS.topicName(),
                        Topic.DIRECTORY.topicName(),
                        Topic.DIRECTORY.deadLetterName(),
                        Topic.SESSIONS.topicName(),
                        Topic.SESSIONS.deadLetterName(),
                        Topic.APPS.topicName(),
                        Topic.APPS.deadLetterName()),
                Away.AS_BEFORE);
    }
}
