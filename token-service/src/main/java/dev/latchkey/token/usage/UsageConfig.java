package dev.latchkey.token.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How uses leave this verifier.
@ConfigMapping(prefix = "latchkey.usage")
interface UsageConfig {
    /// How long uses of one source are coalesced before they are published.
    @WithDefault("500ms")
    Duration flushEvery();

    /// How many groups are held while the broker is away; a use beyond them is dropped and counted.
    @WithDefault("50000")
    int capacity();

    /// How much memory the groups may take, in bytes, estimated; a group beyond it is dropped and counted.
    @WithDefault("25165824")
    long memory();
}
