package dev.latchkey.audit.intake;

import dev.latchkey.events.Topic;
import dev.latchkey.kit.kafka.NeededTopics;
import dev.latchkey.kit.kafka.NeededTopics.Away;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/// The topics this service reads and the ones it keeps dead letters in; without the broker its answers stand still.
final class TopicsProducer {
    @Produces
    @Singleton
    NeededTopics needed() {
        return new NeededTopics(
                Set.of(
                        Topic.TOKENS.topicName(),
                        Topic.TOKENS.deadLetterName(),
                        Topic.TOKEN_USAGE.topicName(),
                        Topic.TOKEN_USAGE.deadLetterName()),
                Away.NOT_READY);
    }
}
