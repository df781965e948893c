package dev.latchkey.infrastructure;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps the servers' own logs at warnings in test output: the broker prints over a thousand lines otherwise.
final class QuietLogs {
    /// Held, because a logger nobody holds is forgotten with its level.
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("kafka"),
            Logger.getLogger("org.apache.kafka"),
            Logger.getLogger("state.change.logger"),
            Logger.getLogger("io.zonky"),
            Logger.getLogger("org.testcontainers"),
            Logger.getLogger("org.testcontainers.dockerclient"),
            Logger.getLogger("tc"),
            Logger.getLogger("com.github.dockerjava"));

    private QuietLogs() {}

    static void apply() {
        for (var logger : LOGGERS) {
            // That no engine answers is an answer, not the error it is logged as.
            logger.setLevel(logger.getName().endsWith(".dockerclient") ? Level.OFF : Level.WARNING);
        }
    }

    static List<String> categories() {
        return LOGGERS.stream().map(Logger::getName).toList();
    }
}
