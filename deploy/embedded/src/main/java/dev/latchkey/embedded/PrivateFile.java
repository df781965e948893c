package dev.latchkey.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes files that only their owner may read, whole or not at all: no moment exists at which another user could open
/// them, or a reader could see half of one.
public final class PrivateFile {
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFile() {}

    /// Replaces the file's content in one step.
    public static void write(Path file, String content) throws IOException {
        var absolute = file.toAbsolutePath();
        var folder = absolute.getParent();
        if (folder == null) {
            throw new IOException("not a file: " + file);
        }
        directory(folder);
        var fresh = Files.createTempFile(folder, ".new-", "", FILE);
        try {
            Files.write(fresh, content.getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// Creates the directory, and missing parents, for the owner alone; one that exists is left as it is.
    public static Path directory(Path directory) throws IOException {
        return Files.isDirectory(directory) ? directory : Files.createDirectories(directory, DIRECTORY);
    }
}
