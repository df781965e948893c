package dev.latchkey.token.state;

/// Feeds for tests that need no database.
public final class Feeds {
    private Feeds() {}

    /// One that has its snapshot, with nothing in it.
    public static StateFeed complete() {
        var feed = new StateFeed();
        feed.snapshotIsIn();
        return feed;
    }
}
