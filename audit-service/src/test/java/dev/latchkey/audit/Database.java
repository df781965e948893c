package dev.latchkey.audit;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// The service's tables as they stand.
@Singleton
public class Database {
    private static final List<String> USAGE =
            List.of("token_use", "use_source", "use_source_others", "use_day", "use_flush");

    private final DataSource database;

    Database(DataSource database) {
        this.database = database;
    }

    /// A checksum of each usage table, whatever the order of its rows.
    public Map<String, String> checksums() {
        var sums = new LinkedHashMap<String, String>();
        USAGE.forEach(table -> sums.put(
                table,
                text("select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                        + table + " t")));
        return sums;
    }

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

    /// Everything a consumer has made, as if it had never run. Locks positions first, as a batch does.
    public void forget() {
        change("truncate intake_position, token_use, use_source, use_source_others, use_day, use_flush");
    }
}
