package dev.latchkey.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A place for what can be made again, which no other user of the machine can reach.
final class PrivateCache {
    private PrivateCache() {}

    /// A folder in the user's cache, or in a private temporary directory where the user has no home to write to.
    static Path folder(String name) {
        return in(Path.of(System.getProperty("user.home", "")).resolve(".cache/latchkey"))
                .resolve(name);
    }

    private static Path in(Path cache) {
        try {
            return PrivateFile.directory(cache);
        } catch (IOException noHome) {
            return temporary();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("latchkey-cache-");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
