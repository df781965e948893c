package dev.latchkey.token.state;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When the feed lets go of what can matter no more.
@ConfigMapping(prefix = "latchkey.state")
interface SweepConfig {
    /// How often one of the replicas looks.
    @WithDefault("1h")
    Duration sweepEvery();

    /// How long after its end a token is let go of. Must be longer than clocks differ.
    @WithDefault("1d")
    Duration keepExpired();
}
