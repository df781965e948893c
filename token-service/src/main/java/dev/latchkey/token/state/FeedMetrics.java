package dev.latchkey.token.state;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/// Shows how far this verifier is behind the feed.
@Singleton
final class FeedMetrics {
    private static final double MILLIS = 1_000;

    private final StateFeed feed;
    private final Freshness freshness;
    private final MeterRegistry metrics;

    FeedMetrics(StateFeed feed, Freshness freshness, MeterRegistry metrics) {
        this.feed = feed;
        this.freshness = freshness;
        this.metrics = metrics;
    }

    void onStart(@Observes StartupEvent started) {
        gauge("latchkey.feed.age", "Age of what this verifier knows", FeedMetrics::age)
                .baseUnit("seconds")
                .register(metrics);
        gauge("latchkey.feed.skew", "This clock ahead of the feed's", it -> seconds(it.freshness.skew()))
                .baseUnit("seconds")
                .register(metrics);
        gauge("latchkey.feed.behind", "Revisions not applied yet", it -> it.feed.behind())
                .register(metrics);
    }

    private Gauge.Builder<FeedMetrics> gauge(String name, String meaning, ToDoubleFunction<FeedMetrics> value) {
        return Gauge.builder(name, this, value).description(meaning);
    }

    private double age() {
        return freshness.age(feed.applied()).map(FeedMetrics::seconds).orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
