package dev.latchkey.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.embedded.EmbeddedPostgres.Durability;
import dev.latchkey.events.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedPostgresTest {
    private final Path directory;
    private final EmbeddedPostgres postgres;

    EmbeddedPostgresTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        this.postgres = EmbeddedPostgres.start(
                directory, KeptPorts.free(), Durability.KILLED_PROCESS, directory.resolveSibling("server.log"));
    }

    @AfterAll
    void stop() throws Exception {
        postgres.close();
    }

    @Test
    void onlyWhoKnowsThePasswordGetsIn() {
        // given
        var url = postgres.jdbcUrl("postgres") + "?user=postgres";

        // when, then
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> DriverManager.getConnection(url));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(url + "&password=postgres"));
    }

    @Test
    void onlyTheOwnerReadsThePassword() throws Exception {
        // given
        var file = directory.resolve("password");

        // when
        var mode = Files.getPosixFilePermissions(file);

        // then
        assertThat(file).hasContent(postgres.password());
        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    }

    @Test
    void itsProgramsLieWhereNoOtherUserCanReplaceThem() throws Exception {
        // given
        var cache = Path.of(System.getProperty("user.home"), ".cache/latchkey");
        var pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst();

        // when
        var program = ProcessHandle.of(Long.parseLong(pid))
                .flatMap(server -> server.info().command())
                .orElseThrow();

        // then
        assertThat(program).startsWith(cache + "/postgres/");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
    }

    @Test
    void aServiceGetsADatabaseAndKeepsIt() throws Exception {
        // given
        Databases.create(postgres.dataSource("postgres"), List.of(ServiceName.TOKEN));

        // when
        Databases.create(postgres.dataSource("postgres"), List.of(ServiceName.TOKEN, ServiceName.AUDIT));

        // then
        for (var service : List.of(ServiceName.TOKEN, ServiceName.AUDIT)) {
            try (var connection = postgres.dataSource(service.database()).getConnection()) {
                assertThat(connection.getCatalog()).isEqualTo("latchkey_" + service.slug());
            }
        }
    }
}
