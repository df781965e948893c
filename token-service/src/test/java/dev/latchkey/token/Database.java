package dev.latchkey.token;

import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.RunningInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The service's database as somebody sees it who got hold of all of it.
public final class Database {
    private static final String TABLES = "select quote_ident(table_schema) || '.' || quote_ident(table_name),"
            + " quote_ident(column_name) from information_schema.columns join information_schema.tables"
            + " using (table_schema, table_name)"
            + " where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'";

    private Database() {}

    /// One value of one column of one row.
    record Cell(String table, String column, String text) {}

    /// Every column of every row of every table; bytes as hex.
    static List<Cell> dump() throws SQLException {
        var cells = new ArrayList<Cell>();
        try (var connection = open();
                var statement = connection.createStatement();
                var columns = statement.executeQuery(TABLES)) {
            while (columns.next()) {
                dump(connection, columns.getString(1), columns.getString(2), cells);
            }
        }
        return List.copyOf(cells);
    }

    private static void dump(Connection connection, String table, String column, List<Cell> cells) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select " + column + "::text from " + table)) {
            while (rows.next()) {
                var text = rows.getString(1);
                if (text != null) {
                    cells.add(new Cell(table, column, text));
                }
            }
        }
    }

    /// Changes rows behind the service's back.
    public static void execute(String sql) throws SQLException {
        try (var connection = open();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Connection open() throws SQLException {
        var running = RunningInfrastructure.get();
        return DriverManager.getConnection(running.jdbcUrl(ServiceName.TOKEN), running.user(), running.password());
    }
}
