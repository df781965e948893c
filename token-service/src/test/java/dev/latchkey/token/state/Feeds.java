package dev.latchkey.token.state;

import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Feeds for tests.
public final class Feeds {
    private Feeds() {}

    /// One that never is fresh, because nobody counts it.
    public static StateFeed stale() {
        var feed = new StateFeed(new Freshness(Clock.systemUTC(), () -> Duration.ofDays(1)));
        feed.tableIsIn(0, Instant.now());
        return feed;
    }

    /// One that follows the table by a reader of its own.
    public record Followed(StateFeed feed, Freshness freshness, FeedReader reader) {}

    public static Followed following(StateStore store, Vertx vertx) {
        var clock = Clock.systemUTC();
        var freshness = new Freshness(clock, () -> Duration.ofMinutes(1));
        var feed = new StateFeed(freshness);
        return new Followed(feed, freshness, new FeedReader(store, feed, freshness, new LastReading(), vertx, clock));
    }

    /// One that has its snapshot, with nothing in it, and stays fresh.
    public static StateFeed complete() {
        var clock = Clock.systemUTC();
        var freshness = new Freshness(clock, () -> Duration.ofDays(1));
        var feed = new StateFeed(freshness);
        freshness.counted(clock.instant());
        feed.tableIsIn(0, clock.instant());
        return feed;
    }
}
