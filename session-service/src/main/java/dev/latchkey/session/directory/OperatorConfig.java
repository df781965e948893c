package dev.latchkey.session.directory;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/// Who operates the platform, beside the first owner.
@ConfigMapping(prefix = "latchkey.operators")
interface OperatorConfig {
    /// Ids of people, `per_…`. None by default.
    Optional<Set<String>> people();
}
