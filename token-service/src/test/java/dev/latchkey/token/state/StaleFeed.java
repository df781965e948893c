package dev.latchkey.token.state;

import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.RunningInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// The service starts while somebody else holds the table of states: its first snapshot has to wait.
public final class StaleFeed implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(HeldTable.class));
    }

    /// Whoever holds the table, until [#letGo()].
    public static final class HeldTable implements QuarkusTestResourceLifecycleManager {
        private static final String HOLDERS = "select pg_terminate_backend(pid) from pg_locks"
                + " where relation = 'state'::regclass and mode = 'AccessExclusiveLock'";

        /// In a field, because the driver closes a connection that nobody holds, and the lock goes with it.
        private @Nullable Connection holder;

        @Override
        public Map<String, String> start() {
            var running = RunningInfrastructure.get();
            Flyway.configure()
                    .dataSource(running.jdbcUrl(ServiceName.TOKEN), running.user(), running.password())
                    .locations("db/outbox", "db/migration")
                    .load()
                    .migrate();
            try {
                holder = open();
                holder.setAutoCommit(false);
                holder.createStatement().execute("lock table state in access exclusive mode");
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
            return Map.of();
        }

        private static Connection open() throws SQLException {
            var running = RunningInfrastructure.get();
            return DriverManager.getConnection(running.jdbcUrl(ServiceName.TOKEN), running.user(), running.password());
        }

        static void letGo() throws SQLException {
            try (var connection = open();
                    var statement = connection.createStatement()) {
                statement.execute(HOLDERS);
            }
        }

        @Override
        public void stop() {
            try {
                letGo();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
