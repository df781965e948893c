package dev.latchkey.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The server on a data directory, be it left by a killed process, found through its `postmaster.pid`.
///
/// The file of a living server is never deleted. Left alone with a stale file, PostgreSQL recovers by itself.
final class OrphanedPostgres {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration REAP_LIMIT = Duration.ofSeconds(10);

    /// A process that began later than its server's file was written is another one under a reused number.
    private static final Duration CLOCK_STEP = Duration.ofSeconds(5);

    private static final int START_LINE = 2;

    private final Path data;
    private final Path file;
    private final Duration reapLimit;

    OrphanedPostgres(Path data) {
        this(data, REAP_LIMIT);
    }

    /// @param reapLimit how long a process that is not surely the server is given to go
    OrphanedPostgres(Path data, Duration reapLimit) {
        this.data = data;
        this.file = data.resolve("postmaster.pid");
        this.reapLimit = reapLimit;
    }

    /// Stops it and waits until it has gone.
    ///
    /// @return whether a server was running
    boolean stop() throws IOException {
        var lines = lines();
        var process = process(lines);
        if (process.isEmpty()) {
            return false;
        }
        var runs = !ProcessEnd.isReached(process.get()) && !isReused(process.get(), lines);
        var serves = runs && servesOurData(process.get());
        if (serves) {
            interrupt(process.get());
            awaitEnd(process.get());
        } else if (runs) {
            awaitEnd(process.get(), reapLimit, "cannot be told from a stranger");
        }
        // PostgreSQL would take a process that has ended, but is still listed, for a running server.
        Files.deleteIfExists(file);
        return serves;
    }

    /// The process of the server. It outlives its file by a moment.
    Optional<ProcessHandle> process() throws IOException {
        return process(lines());
    }

    private static Optional<ProcessHandle> process(List<String> lines) {
        return lines.stream().findFirst().flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())));
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException clean) {
            return List.of();
        }
    }

    private static boolean isReused(ProcessHandle process, List<String> lines) {
        if (lines.size() <= START_LINE) {
            return false;
        }
        var written = Instant.ofEpochSecond(Long.parseLong(lines.get(START_LINE).strip()));
        return process.info()
                .startInstant()
                .map(start -> start.isAfter(written.plus(CLOCK_STEP)))
                .orElse(false);
    }

    private boolean servesOurData(ProcessHandle process) throws IOException {
        var command = process.info().commandLine().orElse("");
        return command.contains(data.toString())
                || (Files.exists(data) && command.contains(data.toRealPath().toString()));
    }

    /// SIGINT is PostgreSQL's fast shutdown; the SIGTERM of [ProcessHandle#destroy()] would wait for every client.
    private void interrupt(ProcessHandle process) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Waits until a server that was told to stop runs no more.
    void awaitEnd(ProcessHandle server) throws IOException {
        awaitEnd(server, STOP_LIMIT, "did not stop");
    }

    private void awaitEnd(ProcessHandle process, Duration limit, String problem) throws IOException {
        try {
            if (!ProcessEnd.await(process, limit)) {
                throw new IOException(
                        "process " + process.pid() + " holds the PostgreSQL data in " + data + " and " + problem);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL stopped", interrupted);
        }
    }
}
