package dev.latchkey.session.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes files that only the user of this process may read, whole or not at all.
final class OwnersFile {
    private OwnersFile() {}

    /// Replaces the content in one step; at no moment could another user open it.
    static void write(Path file, String content) {
        var whole = file.toAbsolutePath();
        try {
            var fresh = Files.createTempFile(
                    whole.getParent(),
                    ".new-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.write(fresh, content.getBytes(UTF_8));
                Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("a file of the bootstrap cannot be written", failed);
        }
    }
}
