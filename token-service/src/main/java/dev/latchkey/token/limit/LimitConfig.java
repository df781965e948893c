package dev.latchkey.token.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalDouble;

/// How fast tokens may be used where neither org nor app says otherwise.
@ConfigMapping(prefix = "latchkey.limits")
interface LimitConfig {
    /// Calls per second of each token; not limited when absent.
    OptionalDouble perToken();

    /// Calls per second over all tokens of an org; not limited when absent.
    OptionalDouble perOrg();

    /// How many limits are kept in memory; the one that was met longest ago is forgotten first.
    @WithDefault("50000")
    int kept();
}
