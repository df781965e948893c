package dev.latchkey.audit.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Rows as the arrays that `unnest` takes: one parameter per column, numbered in the order they are named here.
public final class Columns<R> {
    private final Collection<R> rows;
    private final Tuple arguments = Tuple.tuple();

    private Columns(Collection<R> rows) {
        this.rows = rows;
    }

    public static <R> Columns<R> of(Collection<R> rows) {
        return new Columns<>(rows);
    }

    /// A parameter of its own, the same for all rows.
    public Columns<R> with(Object value) {
        arguments.addValue(value);
        return this;
    }

    public Columns<R> text(Function<R, @Nullable String> column) {
        var values = new @Nullable String[rows.size()];
        var i = 0;
        for (var row : rows) {
            values[i++] = column.apply(row);
        }
        arguments.addValue(values);
        return this;
    }

    public Columns<R> time(Function<R, @Nullable Instant> column) {
        var values = new @Nullable OffsetDateTime[rows.size()];
        var i = 0;
        for (var row : rows) {
            var at = column.apply(row);
            values[i++] = at == null ? null : at.atOffset(ZoneOffset.UTC);
        }
        arguments.addValue(values);
        return this;
    }

    public Columns<R> day(Function<R, LocalDate> column) {
        arguments.addValue(rows.stream().map(column).toArray(LocalDate[]::new));
        return this;
    }

    public Columns<R> bigint(ToLongFunction<R> column) {
        arguments.addValue(rows.stream().map(column::applyAsLong).toArray(Long[]::new));
        return this;
    }

    public Columns<R> integer(ToIntFunction<R> column) {
        arguments.addValue(rows.stream().map(column::applyAsInt).toArray(Integer[]::new));
        return this;
    }

    public Columns<R> flag(Predicate<R> column) {
        arguments.addValue(rows.stream().map(column::test).toArray(Boolean[]::new));
        return this;
    }

    /// Executes a statement with these parameters; not at all when there are no rows.
    public Uni<Void> write(SqlConnection connection, String statement) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(connection, statement).replaceWithVoid();
    }

    public Uni<RowSet<Row>> execute(SqlConnection connection, String statement) {
        return connection.preparedQuery(statement).execute(arguments);
    }
}
