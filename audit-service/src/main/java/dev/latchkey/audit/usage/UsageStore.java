package dev.latchkey.audit.usage;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.audit.usage.UsageRecord.Listed;
import dev.latchkey.audit.usage.UsageRecord.Sources;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads usage. Every read names the org and sees nothing of another: an id of another org and one that does not exist
/// take the same statement and the same answer.
@Singleton
final class UsageStore {
    private final Pool pool;
    private final Clock clock;

    UsageStore(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// The last row of a page, after which the next one begins.
    record After(Instant createdAt, String tokenId) {
        static final After NOTHING = new After(Instant.EPOCH, "");
    }

    /// The last accepted use of a token.
    record LastUse(
            Instant at, @Nullable String ip, @Nullable String userAgent) {}

    Uni<Optional<UsageRecord>> find(OrgHandle org, TokenId token) {
        var now = now();
        return pool.preparedQuery(UsageQueries.ONE)
                .execute(Tuple.of(now, now.toLocalDate(), token.publicId(), org.value()))
                .map(rows -> first(rows, UsageRows::usage));
    }

    Uni<List<Listed>> list(UsageFilter filter, After after, int limit) {
        var now = now();
        var unusedFor = filter.unusedFor();
        var state = filter.state();
        var arguments = Tuple.tuple()
                .addValue(now)
                .addValue(now.toLocalDate())
                .addValue(filter.org().value())
                .addValue(after.createdAt().atOffset(ZoneOffset.UTC))
                .addValue(after.tokenId())
                .addValue(unusedFor == null ? null : now.minus(unusedFor))
                .addValue(filter.neverUsed())
                .addValue(state == null ? null : state.word())
                .addValue(limit);
        return pool.preparedQuery(UsageQueries.PAGE)
                .execute(arguments)
                .map(rows -> all(rows, row -> UsageRows.listed(row, now.toInstant())));
    }

    Uni<Optional<Sources>> sources(OrgHandle org, TokenId token) {
        var key = Tuple.of(token.publicId());
        return find(org, token)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : pool.preparedQuery(UsageQueries.SOURCES)
                                .execute(key)
                                .chain(rows -> pool.preparedQuery(UsageQueries.OTHERS)
                                        .execute(key)
                                        .map(others -> Optional.of(new Sources(
                                                all(rows, UsageRows::source),
                                                first(others, UsageRows::others).orElse(null))))));
    }

    /// The last accepted use of those of these tokens that are of the org and have one.
    Uni<Map<String, LastUse>> lastUses(OrgHandle org, List<TokenId> tokens) {
        var ids = tokens.stream().map(TokenId::publicId).toArray(String[]::new);
        return pool.preparedQuery(UsageQueries.LAST_USES)
                .execute(Tuple.of(org.value(), ids))
                .map(rows -> {
                    var found = new HashMap<String, LastUse>();
                    rows.forEach(row -> found.put(row.getString("token_id"), UsageRows.lastUse(row)));
                    return found;
                });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> reader) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(reader.apply(rows.iterator().next()));
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> reader) {
        var read = new ArrayList<T>(rows.size());
        rows.forEach(row -> read.add(reader.apply(row)));
        return read;
    }
}
