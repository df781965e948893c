package dev.latchkey.audit.usage;

import dev.latchkey.audit.intake.Columns;
import dev.latchkey.audit.usage.Fold.DayRow;
import dev.latchkey.audit.usage.Fold.SourceRow;
import dev.latchkey.audit.usage.Fold.TokenRow;
import dev.latchkey.audit.usage.Use.Flush;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes a folded batch, one statement per table, rows in the order of their keys so that two writers never deadlock.
final class UsageWriter {
    private UsageWriter() {}

    /// Notes which parts of their flushes these uses are, and keeps those that had not come before.
    static Uni<List<Use>> unheard(SqlConnection connection, List<Use> uses) {
        var sent = new LinkedHashMap<Flush, Use>();
        uses.forEach(use -> sent.putIfAbsent(use.flush(), use));
        return Columns.of(sent.values())
                .text(use -> use.flush().verifier())
                .text(use -> use.flush().boot())
                .bigint(use -> use.flush().number())
                .integer(use -> use.flush().partition())
                .integer(use -> use.flush().part())
                .integer(use -> use.flush().parts())
                .time(Use::heardAt)
                .execute(connection, UsageSql.FLUSHES)
                .map(heard -> {
                    heard.forEach(row -> sent.remove(flush(row)));
                    return List.copyOf(sent.values());
                });
    }

    private static Flush flush(Row row) {
        return new Flush(
                row.getString("verifier"),
                row.getString("boot"),
                row.getLong("flush"),
                row.getInteger("partition"),
                row.getInteger("part"),
                row.getInteger("parts"));
    }

    /// Adds what was folded to the tables.
    ///
    /// @param sourceCap how many sources a token may have in plain
    static Uni<Void> write(SqlConnection connection, Fold fold, int sourceCap) {
        return tokens(connection, fold.tokens())
                .chain(() -> sources(connection, fold.sources()))
                .chain(grown -> capSources(connection, grown, sourceCap))
                .chain(() -> days(connection, fold.days()));
    }

    private static Uni<Void> tokens(SqlConnection connection, Collection<TokenRow> rows) {
        return Columns.of(rows)
                .text(row -> row.subject().tokenId())
                .text(row -> row.subject().org())
                .text(row -> row.subject().kind())
                .text(row -> row.subject().personId())
                .text(row -> row.subject().appId())
                .text(row -> row.subject().sessionId())
                .time(TokenRow::firstSeen)
                .time(TokenRow::firstAccepted)
                .time(row -> row.accepted() == null ? null : row.accepted().at())
                .text(accepted(clock -> clock.source().ip()))
                .text(accepted(clock -> clock.source().userAgent()))
                .text(accepted(clock -> clock.outcome().access()))
                .text(accepted(clock -> clock.outcome().resource()))
                .text(accepted(clock -> clock.outcome().child()))
                .time(row -> row.refused() == null ? null : row.refused().at())
                .text(refused(clock -> clock.outcome().reason()))
                .text(refused(clock -> clock.source().ip()))
                .text(refused(clock -> clock.source().userAgent()))
                .flag(TokenRow::clockSuspect)
                .write(connection, UsageSql.TOKENS);
    }

    private static Function<TokenRow, @Nullable String> accepted(
            Function<Fold.Clock<Use.Outcome.Accepted>, @Nullable String> column) {
        return row -> row.accepted() == null ? null : column.apply(row.accepted());
    }

    private static Function<TokenRow, @Nullable String> refused(
            Function<Fold.Clock<Use.Outcome.Refused>, @Nullable String> column) {
        return row -> row.refused() == null ? null : column.apply(row.refused());
    }

    /// @return the tokens that have a source more than before
    private static Uni<Collection<String>> sources(SqlConnection connection, Collection<SourceRow> rows) {
        return Columns.of(rows)
                .text(SourceRow::tokenId)
                .text(row -> row.source().ip())
                .text(row -> row.source().userAgent())
                .time(SourceRow::first)
                .time(SourceRow::last)
                .bigint(SourceRow::accepted)
                .bigint(SourceRow::refused)
                .execute(connection, UsageSql.SOURCES)
                .map(written -> {
                    var grown = new ArrayList<String>();
                    written.forEach(row -> grown.add(row.getString("token_id")));
                    return grown;
                });
    }

    private static Uni<Void> capSources(SqlConnection connection, Collection<String> grown, int cap) {
        return grown.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(UsageSql.CAP_SOURCES)
                        .execute(Tuple.of(grown.toArray(String[]::new), cap))
                        .replaceWithVoid();
    }

    private static Uni<Void> days(SqlConnection connection, Collection<DayRow> rows) {
        return Columns.of(rows)
                .text(DayRow::tokenId)
                .day(DayRow::day)
                .bigint(DayRow::accepted)
                .bigint(DayRow::refused)
                .write(connection, UsageSql.DAYS);
    }
}
