package dev.latchkey.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The server that a killed process may have left on a data directory, found through its `postmaster.pid`.
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
        if (lines.isEmpty()) {
            return false;
        }
        var process = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        if (process.isEmpty()) {
            return false;
        }
        if (isReused(process.get(), lines)) {
            Files.deleteIfExists(file);
            return false;
        }
        if (servesOurData(process.get())) {
            interrupt(process.get());
            awaitEnd(process.get(), STOP_LIMIT, "did not stop");
            return true;
        }
        awaitEnd(process.get(), reapLimit, "cannot be told from a stranger");
        return false;
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

    /// A zombie has no command line, and so is not taken for the server.
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

    private void awaitEnd(ProcessHandle process, Duration limit, String problem) throws IOException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException alive) {
            throw new IOException(
                    "process " + process.pid() + " holds the PostgreSQL data in " + data + " and " + problem, alive);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL stopped", interrupted);
        }
    }
}
