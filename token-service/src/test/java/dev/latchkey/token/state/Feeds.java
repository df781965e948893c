package dev.latchkey.token.state;

import java.time.Clock;
import java.time.Duration;

/// Feeds for tests that need no database.
public final class Feeds {
    private Feeds() {}

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
