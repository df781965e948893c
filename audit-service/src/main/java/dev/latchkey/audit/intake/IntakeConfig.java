package dev.latchkey.audit.intake;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// How topics are taken in. The defaults stand in `application.properties`, where the scheduler finds them too.
@ConfigMapping(prefix = "latchkey.intake")
interface IntakeConfig {
    /// How often the broker is asked whether a topic was deleted and made anew.
    Duration topicCheck();

    /// Longest pause between two attempts to write a batch while the database is away.
    Duration retryPause();
}
