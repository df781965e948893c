package dev.latchkey.session;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The service's tables as they stand.
@Singleton
public class Database {
    private final DataSource database;

    Database(DataSource database) {
        this.database = database;
    }

    /// The first column of the first row; empty where there is none.
    public String text(String query, Object... arguments) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(query)) {
            for (var i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public int change(String statement) {
        try (var connection = database.getConnection();
                var change = connection.createStatement()) {
            return change.executeUpdate(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
