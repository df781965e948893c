package dev.latchkey.audit.intake;

import dev.latchkey.events.Topic;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready without the topics this service reads and the ones it keeps dead letters in: a service never creates one.
@Readiness
@ApplicationScoped
class TopicsReadiness implements AsyncHealthCheck {
    private static final List<String> NEEDED = List.of(
            Topic.TOKENS.topicName(),
            Topic.TOKENS.deadLetterName(),
            Topic.TOKEN_USAGE.topicName(),
            Topic.TOKEN_USAGE.deadLetterName());

    private final BrokerTopics topics;

    TopicsReadiness(BrokerTopics topics) {
        this.topics = topics;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return topics.exist(NEEDED)
                .map(found -> HealthCheckResponse.up("topics"))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down("topics"));
    }
}
