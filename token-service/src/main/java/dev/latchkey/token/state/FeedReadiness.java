package dev.latchkey.token.state;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready only with the first complete snapshot, because before that a revoked token could not be told from a live one,
/// and only with a clock that agrees with the feed's.
@Readiness
@Singleton
final class FeedReadiness implements HealthCheck {
    private final StateFeed feed;
    private final Freshness freshness;

    FeedReadiness(StateFeed feed, Freshness freshness) {
        this.feed = feed;
        this.freshness = freshness;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("state-feed")
                .status(feed.isComplete() && !freshness.isSkewed())
                .build();
    }
}
