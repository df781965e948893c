package dev.latchkey.embedded;

import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import javax.sql.DataSource;

/// Gives each service a database of its own; what is in it is the service's business.
public final class Databases {
    private Databases() {}

    /// Creates the databases that are missing.
    ///
    /// @param server any database of the server, as a user who may create others
    public static void create(DataSource server, Collection<ServiceName> services) throws IOException {
        try (var connection = server.getConnection()) {
            for (var service : services) {
                if (!exists(connection, service.database())) {
                    create(connection, service.database());
                }
            }
        } catch (SQLException failed) {
            throw new IOException("the databases could not be created", failed);
        }
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (var query = connection.prepareStatement("select from pg_database where datname = ?")) {
            query.setString(1, database);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void create(Connection connection, String database) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
    }
}
