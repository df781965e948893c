package dev.latchkey.session.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How callers are authenticated.
@ConfigMapping(prefix = "latchkey.caller")
interface CallerConfig {
    /// How long token-service may take to verify a presented token.
    @WithDefault("2s")
    Duration verifyWithin();
}
