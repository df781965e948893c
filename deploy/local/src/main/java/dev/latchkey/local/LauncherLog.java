package dev.latchkey.local;

import dev.latchkey.local.stack.KeptLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Sends what the launcher's own servers log to a file: on the terminal a broker's thousand lines would hide the one
/// that matters.
final class LauncherLog {
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /// Held, because a logger nobody holds is forgotten with its level.
    private static final List<Logger> CHATTY = List.of(
            Logger.getLogger("kafka"), Logger.getLogger("org.apache.kafka"), Logger.getLogger("state.change.logger"));

    private LauncherLog() {}

    static void to(Path file) throws IOException {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
        LogManager.getLogManager().reset();
        var handler = new FileHandler(KeptLog.fresh(file).toString(), MAX_BYTES, 1, true);
        handler.setFormatter(new SimpleFormatter());
        var root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(handler);
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
