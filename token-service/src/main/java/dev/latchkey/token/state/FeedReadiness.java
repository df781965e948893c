package dev.latchkey.token.state;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready only with the first complete snapshot: before that a revoked token could not be told from a live one.
@Readiness
@Singleton
final class FeedReadiness implements HealthCheck {
    private final StateFeed feed;

    FeedReadiness(StateFeed feed) {
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("state-feed").status(feed.isComplete()).build();
    }
}
