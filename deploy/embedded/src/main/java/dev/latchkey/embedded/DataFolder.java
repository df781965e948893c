package dev.latchkey.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A folder of ours, held by one process at a time: whoever holds it may stop the servers that a dead holder left
/// behind, because no live one can own them.
public final class DataFolder implements AutoCloseable {
    private static final String MARK = "latchkey-data";
    private static final String LOCK = ".lock";
    private static final String HOLDER = ".holder";

    /// The clock of a process table is read through the boot time, which steps with the wall clock.
    private static final Duration SAME_START = Duration.ofSeconds(5);

    /// Closing any channel on a locked file gives up the lock of the whole process, so a second look must not open one.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /// What came of an attempt to hold a folder.
    public sealed interface Opening {
        /// Held until closed.
        record Opened(DataFolder folder) implements Opening {}

        /// Another process holds it, or this one already does.
        record InUse(Path path, Optional<ProcessHandle> holder) implements Opening {}

        /// It holds other things than ours, or is no folder. It has not been touched.
        record Foreign(Path path) implements Opening {}
    }

    /// Takes the folder, creating it when absent. An empty one becomes ours; one with other content never does.
    public static Opening open(Path path) throws IOException {
        if (!isAbsentOrOurs(path)) {
            return new Opening.Foreign(path);
        }
        var real = PrivateFile.directory(path).toRealPath();
        if (!Files.exists(real.resolve(MARK))) {
            PrivateFile.write(real.resolve(MARK), "The local Latchkey stack keeps its data in this folder.\n");
        }
        if (!HELD_HERE.add(real)) {
            return new Opening.InUse(real, Optional.of(ProcessHandle.current()));
        }
        try {
            return lock(real);
        } catch (IOException failed) {
            HELD_HERE.remove(real);
            throw failed;
        }
    }

    private static Opening lock(Path real) throws IOException {
        var channel = FileChannel.open(real.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            HELD_HERE.remove(real);
            return new Opening.InUse(real, holder(real));
        }
        var self = ProcessHandle.current();
        var holder = new Properties();
        holder.setProperty("pid", Long.toString(self.pid()));
        holder.setProperty(
                "started",
                Long.toString(self.info().startInstant().orElse(Instant.EPOCH).toEpochMilli()));
        try (var out = Files.newBufferedWriter(real.resolve(HOLDER))) {
            holder.store(out, null);
        }
        return new Opening.Opened(new DataFolder(real, channel, lock));
    }

    private static boolean isAbsentOrOurs(Path path) throws IOException {
        if (!Files.exists(path) || Files.exists(path.resolve(MARK))) {
            return true;
        }
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (var content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }

    /// The process that wrote its name into the folder, if that very process still runs.
    private static Optional<ProcessHandle> holder(Path real) throws IOException {
        var holder = new Properties();
        if (Files.exists(real.resolve(HOLDER))) {
            try (var in = Files.newBufferedReader(real.resolve(HOLDER))) {
                holder.load(in);
            }
        }
        var started = Instant.ofEpochMilli(Long.parseLong(holder.getProperty("started", "0")));
        return ProcessHandle.of(Long.parseLong(holder.getProperty("pid", "-1")))
                .filter(process -> startedAt(process, started));
    }

    private static boolean startedAt(ProcessHandle process, Instant instant) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, instant).abs().compareTo(SAME_START) < 0)
                .orElse(false);
    }

    /// The folder's real path.
    public Path path() {
        return path;
    }

    /// Deletes everything in the folder but what makes it ours and held. Links are removed, never followed.
    public void wipe() throws IOException {
        try (var content = Files.list(path)) {
            for (var entry : content.toList()) {
                if (!Set.of(MARK, LOCK, HOLDER).contains(entry.getFileName().toString())) {
                    Tree.delete(entry);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        } finally {
            HELD_HERE.remove(path);
        }
    }
}
