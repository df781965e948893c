package dev.latchkey.token;

import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.RunningInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The tables of the service, behind its back.
public final class Tables {
    private Tables() {}

    public static void execute(String sql) throws SQLException {
        try (var connection = open();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column of every row.
    public static List<String> query(String sql) throws SQLException {
        try (var connection = open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return List.copyOf(found);
        }
    }

    public static Connection open() throws SQLException {
        var running = RunningInfrastructure.get();
        return DriverManager.getConnection(running.jdbcUrl(ServiceName.TOKEN), running.user(), running.password());
    }
}
