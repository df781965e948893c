package dev.latchkey.embedded;

import dev.latchkey.embedded.EmbeddedPostgres.Durability;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// The server process, run by the library that brings PostgreSQL's programs along.
final class PostgresProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    static {
        // The library would unpack the programs where every user of the machine may replace them.
        System.setProperty("ot.epg.working-dir", PrivateCache.folder("postgres").toString());
    }

    private final EmbeddedPostgres server;

    private PostgresProcess(EmbeddedPostgres server) {
        this.server = server;
    }

    /// Starts the server, on a fresh cluster where there is none.
    ///
    /// @param passwordFile holds the password of a fresh cluster's only user
    /// @param log where the output of all programs is appended
    static PostgresProcess start(
            Path data, int port, Durability durability, Path passwordFile, String password, Path log)
            throws IOException {
        var output = Redirect.appendTo(log.toFile());
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_LIMIT)
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                // These three become options of initdb, after the library's own `-A trust`, and the later one counts.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setServerConfig("fsync", durability.setting())
                .setServerConfig("synchronous_commit", durability.setting());
        try {
            return new PostgresProcess(server.start());
        } catch (IOException | RuntimeException | ExceptionInInitializerError failed) {
            endPrograms(data);
            new OrphanedPostgres(data).stop();
            throw new IOException("PostgreSQL did not start; its output is in " + log, failed);
        }
    }

    /// The library leaves its programs running when it is interrupted.
    private static void endPrograms(Path data) throws IOException {
        var programs = ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(data.toString()))
                .flatMap(program -> Stream.concat(Stream.of(program), program.descendants()))
                .toList();
        programs.forEach(ProcessHandle::destroy);
        for (var program : programs) {
            awaitEnd(program);
        }
    }

    int port() {
        return server.getPort();
    }

    /// A start that was cut short goes on by itself, and before it is over nothing names the server.
    void awaitStarted() throws IOException {
        awaitEnd(server.getProcess().toHandle());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static void awaitEnd(ProcessHandle program) throws IOException {
        try {
            if (!ProcessEnd.await(program, START_LIMIT)) {
                throw new IOException("process " + program.pid() + " of PostgreSQL did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL stopped", interrupted);
        }
    }
}
