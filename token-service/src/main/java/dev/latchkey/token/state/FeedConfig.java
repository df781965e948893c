package dev.latchkey.token.state;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How old the state may be that this verifier answers by.
@ConfigMapping(prefix = "latchkey.verify")
public interface FeedConfig {
    /// A verifier whose feed is older than this refuses everything with `feed-stale`.
    @WithDefault("60s")
    Duration maxFeedAge();
}
