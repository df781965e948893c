package dev.latchkey.kit.kafka;

import dev.latchkey.kit.kafka.BrokerTopics.Sight;
import dev.latchkey.kit.kafka.NeededTopics.Away;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready until the topics this service needs have been seen, nor when one of them is gone for certain.
///
/// A broker that does not answer takes down only a service that can do nothing without it. Any other answers from what
/// was seen last, and within a second: a probe that waits longer counts as failed.
@Readiness
@Singleton
public final class TopicsReadiness implements AsyncHealthCheck {
    private static final Duration PROBE = Duration.ofMillis(700);

    private final BrokerTopics topics;
    private final NeededTopics needed;
    private volatile boolean lastSeen;

    public TopicsReadiness(BrokerTopics topics, NeededTopics needed) {
        this.topics = topics;
        this.needed = needed;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return look().map(this::isReady)
                .map(ready -> HealthCheckResponse.named("topics").status(ready).build());
    }

    private Uni<Sight> look() {
        var sight = topics.look(needed.names());
        return switch (needed.away()) {
            case NOT_READY -> sight;
            case AS_BEFORE -> sight.ifNoItem().after(PROBE).recoverWithItem(Sight.UNKNOWN);
        };
    }

    private boolean isReady(Sight sight) {
        return switch (sight) {
            case ALL_THERE -> seen(true);
            case MISSING -> seen(false);
            case UNKNOWN -> needed.away() == Away.AS_BEFORE && lastSeen;
        };
    }

    private boolean seen(boolean all) {
        lastSeen = all;
        return all;
    }
}
