package dev.latchkey.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL server of its own on 127.0.0.1, whose data survive restarts, also after every process was killed.
///
/// Whoever starts one must hold the [DataFolder] around it: a server left over from a killed process is stopped first.
/// The only user is `postgres`, without a password.
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String USER = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /// What a power loss may cost. A killed process costs nothing with either.
    public enum Durability {
        /// Nothing that was committed: for data worth keeping.
        POWER_LOSS("on"),
        /// Everything: for tests, which gain speed by it.
        KILLED_PROCESS("off");

        private final String setting;

        Durability(String setting) {
            this.setting = setting;
        }
    }

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final Path data;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /// Starts the server on the data in a directory, creating them at the first start.
    ///
    /// @param log where the server's output is appended
    /// @throws IOException with a sentence for the operator
    public static EmbeddedPostgres start(Path directory, int port, Durability durability, Path log) throws IOException {
        stopOrphan(directory);
        var data = directory.resolve("data");
        var complete = directory.resolve("initialised");
        if (!Files.exists(complete)) {
            // An interrupted first start leaves half a cluster, which holds nothing yet and can never start.
            Tree.delete(data);
            PrivateFile.directory(directory);
        }
        var server = launch(data, port, durability, log);
        if (!Files.exists(complete)) {
            Files.createFile(complete);
        }
        return new EmbeddedPostgres(server, data);
    }

    /// Stops a server that a killed process left running on this directory, if there is one.
    ///
    /// @return whether there was one
    /// @throws IOException when it cannot be stopped
    public static boolean stopOrphan(Path directory) throws IOException {
        return new OrphanedPostgres(directory.resolve("data")).stop();
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(
            Path data, int port, Durability durability, Path log) throws IOException {
        var output = Redirect.appendTo(log.toFile());
        try {
            return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(START_LIMIT)
                    .setOutputRedirector(output)
                    .setErrorRedirector(output)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("fsync", durability.setting)
                    .setServerConfig("synchronous_commit", durability.setting)
                    .start();
        } catch (IOException | RuntimeException | ExceptionInInitializerError failed) {
            new OrphanedPostgres(data).stop();
            throw new IOException("PostgreSQL did not start; its output is in " + log, failed);
        }
    }

    public int port() {
        return server.getPort();
    }

    /// `jdbc:postgresql://127.0.0.1:<port>/<database>`
    public String jdbcUrl(String database) {
        return "jdbc:" + url(database);
    }

    /// `postgresql://127.0.0.1:<port>/<database>`, as the reactive client takes it.
    public String url(String database) {
        return "postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /// Connections to a database of this server.
    public DataSource dataSource(String database) {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(USER);
        return source;
    }

    /// Stops the server: running statements are cancelled, committed data are on disk.
    @Override
    public void close() throws IOException {
        server.close();
        new OrphanedPostgres(data).stop();
    }
}
