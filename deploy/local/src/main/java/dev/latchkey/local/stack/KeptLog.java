package dev.latchkey.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Makes room for a new log: what the last run wrote is kept as `….1`, what the one before wrote is not.
public final class KeptLog {
    private KeptLog() {}

    /// Moves an old log aside and gives back the path, at which there is none any more.
    public static Path fresh(Path file) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
