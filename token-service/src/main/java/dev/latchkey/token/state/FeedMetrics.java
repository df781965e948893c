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
        gauge("latchkey.feed.age", "Age of what this verifier knows", "seconds", FeedMetrics::age);
        gauge("latchkey.feed.skew", "This clock ahead of the feed's", "seconds", it -> seconds(it.freshness.skew()));
        gauge("latchkey.feed.behind", "Revisions not applied yet", "revisions", it -> it.feed.behind());
    }

    private void gauge(String name, String meaning, String unit, ToDoubleFunction<FeedMetrics> value) {
        Gauge.builder(name, this, value).description(meaning).baseUnit(unit).register(metrics);
    }

    private double age() {
        return freshness.age(feed.applied()).map(FeedMetrics::seconds).orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
