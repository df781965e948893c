package dev.latchkey.audit.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How usage is kept.
@ConfigMapping(prefix = "latchkey.usage")
interface UsageConfig {
    /// How many sources of a token are kept apart, in rows; the ones last seen longest ago are folded into one.
    @WithDefault("100")
    int sourcesPerToken();
}
