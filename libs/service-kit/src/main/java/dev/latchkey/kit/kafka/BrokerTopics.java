package dev.latchkey.audit.intake;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// What the broker knows of topics.
@Singleton
final class BrokerTopics {
    private static final int ANSWER_WITHIN_MILLIS = 5_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Admin admin;

    BrokerTopics(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        var settings = new HashMap<>(broker);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "latchkey-audit-topics");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        this.admin = Admin.create(settings);
    }

    /// The id that tells a topic from one of the same name that was deleted. Fails where there is no such topic.
    Uni<String> idOf(String topic) {
        return Uni.createFrom()
                .completionStage(() ->
                        admin.describeTopics(Set.of(topic)).allTopicNames().toCompletionStage())
                .map(found -> Objects.requireNonNull(found.get(topic)).topicId().toString());
    }

    /// Done when all of them exist; fails otherwise.
    Uni<Void> exist(Collection<String> topics) {
        return Uni.createFrom()
                .completionStage(
                        () -> admin.describeTopics(topics).allTopicNames().toCompletionStage())
                .replaceWithVoid();
    }

    @PreDestroy
    void close() {
        admin.close(CLOSE_WITHIN);
    }
}
