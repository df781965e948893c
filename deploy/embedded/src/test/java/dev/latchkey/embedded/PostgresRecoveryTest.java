package dev.latchkey.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.latchkey.embedded.EmbeddedPostgres.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRecoveryTest {
    private static final Duration SHORTLY = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private final List<Process> strangers = new ArrayList<>();

    @Test
    void aServerOrphanedByAKilledJvmIsStoppedAndItsRowsAreKept() throws Exception {
        try (var owner = ChildJvm.start(Owner.class, directory)) {
            // given
            var orphan = Long.parseLong(owner.nextLine());
            owner.kill();
            assertThat(ProcessHandle.of(orphan)).isPresent();

            // when
            try (var postgres = start()) {
                // then
                assertThat(read(postgres, "select word from kept")).isEqualTo("committed");
                assertThat(read(postgres, "show fsync")).isEqualTo("on");
                assertThat(read(postgres, "show synchronous_commit")).isEqualTo("on");
                assertThat(Files.readAllLines(pidFile()).getFirst()).isNotEqualTo(Long.toString(orphan));
            }
            assertThat(pidFile()).doesNotExist();
        }
    }

    @Test
    void aPidFileThatAKilledServerLeftDoesNotHinderTheStart() throws Exception {
        try (var owner = ChildJvm.start(Owner.class, directory)) {
            // given
            var server = ProcessHandle.of(Long.parseLong(owner.nextLine())).orElseThrow();
            owner.kill();
            server.destroyForcibly();

            // when
            try (var postgres = start()) {
                // then
                assertThat(read(postgres, "select word from kept")).isEqualTo("committed");
            }
        }
    }

    @Test
    void anInterruptedFirstStartIsBegunAnew() throws Exception {
        // given
        var halfDone = Files.createDirectories(directory.resolve("data"));
        Files.createFile(halfDone.resolve("postgresql.conf"));

        // when
        try (var postgres = start()) {
            // then
            assertThat(read(postgres, "select 'runs'")).isEqualTo("runs");
        }
    }

    @Test
    void aReusedProcessNumberIsNotTakenForTheServer() throws Exception {
        // given
        var stranger = stranger();
        writePidFile(stranger, 0);

        // when
        var stopped = EmbeddedPostgres.stopOrphan(directory);

        // then
        assertThat(stopped).isFalse();
        assertThat(stranger.isAlive()).isTrue();
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void aStrangerAsOldAsTheFileIsNeitherStoppedNorIsItsFileDeleted() throws Exception {
        // given
        var stranger = stranger();
        writePidFile(stranger, stranger.info().startInstant().orElseThrow().getEpochSecond() + 60);
        var orphan = new OrphanedPostgres(directory.resolve("data"), SHORTLY);

        // when, then
        assertThatIOException()
                .isThrownBy(orphan::stop)
                .withMessage("process %d holds the PostgreSQL data in %s and cannot be told from a stranger"
                        .formatted(stranger.pid(), directory.resolve("data")));
        assertThat(pidFile()).exists();
        assertThat(stranger.isAlive()).isTrue();
    }

    private ProcessHandle stranger() throws Exception {
        strangers.add(new ProcessBuilder("cat").start());
        return strangers.getLast().toHandle();
    }

    @AfterEach
    void endStrangers() {
        strangers.forEach(Process::destroy);
    }

    private void writePidFile(ProcessHandle process, long started) throws Exception {
        Files.createDirectories(directory.resolve("data"));
        Files.write(pidFile(), List.of(Long.toString(process.pid()), "elsewhere", Long.toString(started)));
    }

    private Path pidFile() {
        return directory.resolve("data/postmaster.pid");
    }

    private EmbeddedPostgres start() throws Exception {
        return EmbeddedPostgres.start(
                directory, KeptPorts.free(), Durability.POWER_LOSS, directory.resolveSibling("postgres.log"));
    }

    private static String read(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection = postgres.dataSource("postgres").getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /// Starts a server, commits a row, and waits to be killed with a connection open.
    static final class Owner {
        public static void main(String[] arguments) throws Exception {
            var directory = Path.of(arguments[0]);
            var postgres = EmbeddedPostgres.start(
                    directory, KeptPorts.free(), Durability.POWER_LOSS, directory.resolveSibling("owner.log"));
            try (var connection = postgres.dataSource("postgres").getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create table kept as select 'committed' as word");
                System.out.println(Files.readAllLines(directory.resolve("data/postmaster.pid"))
                        .getFirst());
                Thread.currentThread().join();
            }
        }
    }
}
