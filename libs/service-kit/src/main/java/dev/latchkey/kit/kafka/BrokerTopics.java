package dev.latchkey.kit.kafka;

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
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the broker knows of topics.
@Singleton
public final class BrokerTopics implements AutoCloseable {
    private static final int ANSWER_WITHIN_MILLIS = 5_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Admin admin;

    public BrokerTopics(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        var settings = new HashMap<>(broker);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, service + "-topics");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        this.admin = Admin.create(settings);
    }

    /// What one look at the broker showed.
    public enum Sight {
        ALL_THERE,
        MISSING,
        /// The broker did not answer, or not to this question.
        UNKNOWN
    }

    /// The id that tells a topic from one of the same name that was deleted. Fails where there is no such topic.
    public Uni<String> idOf(String topic) {
        return Uni.createFrom()
                .completionStage(() ->
                        admin.describeTopics(Set.of(topic)).allTopicNames().toCompletionStage())
                .map(found -> Objects.requireNonNull(found.get(topic)).topicId().toString());
    }

    /// Looks for all of these topics; never fails.
    public Uni<Sight> look(Collection<String> topics) {
        return Uni.createFrom()
                .completionStage(
                        () -> admin.describeTopics(topics).allTopicNames().toCompletionStage())
                .replaceWith(Sight.ALL_THERE)
                .onFailure()
                .recoverWithItem(BrokerTopics::sight);
    }

    private static Sight sight(Throwable failure) {
        var missing = failure instanceof UnknownTopicOrPartitionException
                || failure.getCause() instanceof UnknownTopicOrPartitionException;
        return missing ? Sight.MISSING : Sight.UNKNOWN;
    }

    @Override
    @PreDestroy
    public void close() {
        admin.close(CLOSE_WITHIN);
    }
}
