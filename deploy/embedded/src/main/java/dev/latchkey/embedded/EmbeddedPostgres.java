package dev.latchkey.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL server of its own on 127.0.0.1, whose data survive restarts, also after every process was killed.
///
/// Whoever starts one must hold the [DataFolder] around it: a server left over from a killed process is stopped first.
/// The only user is `postgres`, with a random password in a file beside the data: a server without one would run any
/// command for anybody on the machine.
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String USER = "postgres";
    private static final int PASSWORD_BYTES = 24;

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

        String setting() {
            return setting;
        }
    }

    private final PostgresProcess server;
    private final Path data;
    private final String password;

    private EmbeddedPostgres(PostgresProcess server, Path data, String password) {
        this.server = server;
        this.data = data;
        this.password = password;
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
        var passwordFile = directory.resolve("password");
        var password = password(passwordFile);
        var server = PostgresProcess.start(data, port, durability, passwordFile, password, log);
        if (!Files.exists(complete)) {
            Files.createFile(complete);
        }
        return new EmbeddedPostgres(server, data, password);
    }

    /// Stops a server that a killed process left running on this directory, if there is one.
    ///
    /// @return whether there was one
    /// @throws IOException when it cannot be stopped
    public static boolean stopOrphan(Path directory) throws IOException {
        return new OrphanedPostgres(directory.resolve("data")).stop();
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            var random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            PrivateFile.write(file, Base64.getUrlEncoder().encodeToString(random));
        }
        return Files.readString(file);
    }

    public int port() {
        return server.port();
    }

    /// The password of the user.
    public String password() {
        return password;
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
        source.setPassword(password);
        return source;
    }

    /// Stops the server: running statements are cancelled, committed data are on disk, and its process has ended.
    @Override
    public void close() throws IOException {
        server.awaitStarted();
        var running = new OrphanedPostgres(data);
        var process = running.process();
        // Returns when the server's file is gone, which is before its process is.
        server.close();
        running.stop();
        if (process.isPresent()) {
            running.awaitEnd(process.get());
        }
    }
}
