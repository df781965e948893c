package dev.latchkey.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes files that only their owner may read, whole or not at all: no moment exists at which another user could open
/// them, or a reader could see half of one, and none at which a loss of power could leave one empty.
public final class PrivateFile {
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFile() {}

    /// Makes what was written to a file, or the names in a directory, outlast a loss of power.
    interface Disk {
        void force(Path path) throws IOException;
    }

    /// Replaces the file's content in one step. It is on the disk when this returns.
    public static void write(Path file, String content) throws IOException {
        write(file, content, PrivateFile::force);
    }

    static void write(Path file, String content, Disk disk) throws IOException {
        var absolute = file.toAbsolutePath();
        var folder = absolute.getParent();
        if (folder == null) {
            throw new IOException("not a file: " + file);
        }
        directory(folder, disk);
        var fresh = Files.createTempFile(folder, ".new-", "", FILE);
        try {
            Files.write(fresh, content.getBytes(StandardCharsets.UTF_8));
            disk.force(fresh);
            Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE);
            disk.force(folder);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Creates the directory, and missing parents, for the owner alone; one that exists is left as it is.
    public static Path directory(Path directory) throws IOException {
        return directory(directory, PrivateFile::force);
    }

    private static Path directory(Path directory, Disk disk) throws IOException {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        var parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            directory(parent, disk);
        }
        Files.createDirectories(directory, DIRECTORY);
        if (parent != null) {
            disk.force(parent);
        }
        return directory;
    }
}
