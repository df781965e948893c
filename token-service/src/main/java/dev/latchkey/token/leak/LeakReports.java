package dev.latchkey.token.leak;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reports that are to be worked through. What is kept here will be done, also after a crash.
///
/// Each report is one insert, whatever was in it: the finder learns nothing from how long it took.
@Singleton
final class LeakReports {
    private static final String KEEP =
            "insert into leak_report (at, due, reporter, place, note, ip, user_agent, genuine)"
                    + " values ($1, $1, $2, $3, $4, $5, $6, $7)";
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final Pool pool;
    private final Clock clock;

    LeakReports(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /// A place where a token or copy was seen.
    record Seen(String copy, Optional<String> place, java.time.Instant at, String reporter, Optional<String> note) {}

    Uni<Void> keep(Sighting sighting, List<Leaked> genuine) {
        return pool.preparedQuery(KEEP)
                .execute(Tuple.tuple(values(sighting, genuine)))
                .replaceWithVoid();
    }

    private static List<Object> values(Sighting sighting, List<Leaked> genuine) {
        var values = new ArrayList<Object>();
        values.add(sighting.at().atOffset(ZoneOffset.UTC));
        values.add(sighting.reporter().slug());
        addNullable(values, sighting.place().orElse(null));
        addNullable(values, sighting.note().orElse(null));
        addNullable(values, sighting.origin().ip());
        addNullable(values, sighting.origin().userAgent());
        values.add(genuine.stream().map(Leaked::line).distinct().collect(Collectors.joining("\n")));
        return values;
    }

    @SuppressWarnings("NullAway") // a row's values may be null, which the element type cannot say
    private static void addNullable(List<Object> values, @org.jspecify.annotations.Nullable Object value) {
        values.add(value);
    }

    /// The report that has been due longest.
    Uni<Optional<Long>> due() {
        return pool.preparedQuery("select id from leak_report where due <= $1 order by due, id limit 1")
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? Optional.of(found.next().getLong("id")) : Optional.empty();
                });
    }

    /// Tries a report that failed again later, after those that have not.
    Uni<Void> postpone(long id) {
        var later = clock.instant().plus(AFTER_FAILURE).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery("update leak_report set due = $1 where id = $2")
                .execute(Tuple.of(later, id))
                .replaceWithVoid();
    }

    /// Where a token of this org was seen, latest first.
    Uni<List<Seen>> of(String org, String tokenId) {
        return pool.preparedQuery("select copy, place, at, reporter, note from token_leak"
                        + " where org = $1 and token_id = $2 order by at desc, copy, place")
                .execute(Tuple.of(org, tokenId))
                .map(rows -> {
                    var seen = new ArrayList<Seen>();
                    rows.forEach(row -> seen.add(seen(row)));
                    return List.copyOf(seen);
                });
    }

    private static Seen seen(Row row) {
        return new Seen(
                row.getString("copy"),
                Optional.of(row.getString("place")).filter(place -> !place.isEmpty()),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("reporter"),
                Optional.ofNullable(row.getString("note")));
    }
}
