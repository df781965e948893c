package dev.latchkey.audit.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.usage.Fold.Clock;
import dev.latchkey.audit.usage.Fold.DayRow;
import dev.latchkey.audit.usage.Fold.SourceRow;
import dev.latchkey.audit.usage.Fold.TokenRow;
import dev.latchkey.audit.usage.Use.Flush;
import dev.latchkey.audit.usage.Use.Outcome;
import dev.latchkey.audit.usage.Use.Outcome.Accepted;
import dev.latchkey.audit.usage.Use.Outcome.Refused;
import dev.latchkey.audit.usage.Use.Source;
import dev.latchkey.audit.usage.Use.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldTest {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private static final Subject CI = new Subject("tok_ci", "acme", "personal", null, null, null);
    private static final Source OFFICE = new Source("203.0.113.7", "curl/8.5");
    private static final Source RUNNER = new Source("198.51.100.9", "bar/1.0");
    private static final Outcome READ = new Accepted("read", "apps/web", "root");
    private static final Outcome WRITE = new Accepted("write", "apps/api", "5bvbv42eqr45");
    private static final Outcome DENIED = new Refused("access-denied");

    private static Use use(Subject subject, Source source, Outcome outcome, long count, Instant at) {
        return new Use(subject, source, outcome, count, at, false, new Flush("v", "b", 1, 0, 1, 1), NOON);
    }

    @Test
    void usesOfOneTokenAreOneRowPerTable() {
        // when
        var fold = Fold.of(List.of(
                use(CI, OFFICE, READ, 2, NOON),
                use(CI, OFFICE, DENIED, 1, NOON.plusSeconds(1)),
                use(CI, OFFICE, WRITE, 3, NOON.plusSeconds(2))));

        // then
        assertThat(fold.tokens())
                .containsExactly(new TokenRow(
                        CI,
                        NOON,
                        NOON,
                        new Clock<>(NOON.plusSeconds(2), OFFICE, (Accepted) WRITE),
                        new Clock<>(NOON.plusSeconds(1), OFFICE, (Refused) DENIED),
                        false));
        assertThat(fold.sources()).containsExactly(new SourceRow("tok_ci", OFFICE, NOON, NOON.plusSeconds(2), 5, 1));
        assertThat(fold.days()).containsExactly(new DayRow("tok_ci", LocalDate.parse("2026-10-01"), 5, 1));
    }

    @Test
    void theLaterUseSetsTheClockWhateverTheOrder() {
        // when
        var fold = Fold.of(List.of(use(CI, RUNNER, WRITE, 1, NOON), use(CI, OFFICE, READ, 1, NOON.minusMillis(1))));

        // then
        assertThat(fold.tokens())
                .singleElement()
                .satisfies(row -> assertThat(row.accepted()).isEqualTo(new Clock<>(NOON, RUNNER, (Accepted) WRITE)))
                .satisfies(row -> assertThat(row.firstAccepted()).isEqualTo(NOON.minusMillis(1)));
    }

    @Test
    void ofTwoUsesAtTheSameTimeTheFirstStays() {
        // when
        var fold = Fold.of(List.of(use(CI, OFFICE, READ, 1, NOON), use(CI, RUNNER, WRITE, 1, NOON)));

        // then
        assertThat(fold.tokens())
                .singleElement()
                .satisfies(row -> assertThat(row.accepted()).isEqualTo(new Clock<>(NOON, OFFICE, (Accepted) READ)));
        assertThat(fold.sources()).hasSize(2);
    }

    @Test
    void daysAreThoseOfUtc() {
        // given
        var midnight = Instant.parse("2026-10-02T00:00:00Z");

        // when
        var fold =
                Fold.of(List.of(use(CI, OFFICE, READ, 1, midnight.minusMillis(1)), use(CI, OFFICE, READ, 1, midnight)));

        // then
        assertThat(fold.days())
                .containsExactly(
                        new DayRow("tok_ci", LocalDate.parse("2026-10-01"), 1, 0),
                        new DayRow("tok_ci", LocalDate.parse("2026-10-02"), 1, 0));
    }

    @Test
    void whereABatchIsCutMakesNoDifference() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        for (var run = 0; run < 300; run++) {
            // given
            var uses = randomUses(random);
            var cut = random.nextInt(uses.size() + 1);

            // when
            var whole = Fold.of(uses);
            var halves = List.of(Fold.of(uses.subList(0, cut)), Fold.of(uses.subList(cut, uses.size())));

            // then
            assertThat(written(halves)).as("seed %d", seed).isEqualTo(written(List.of(whole)));
        }
    }

    private static List<Use> randomUses(Random random) {
        var uses = new ArrayList<Use>();
        for (var i = 1 + random.nextInt(20); i > 0; i--) {
            uses.add(use(
                    new Subject("tok_" + random.nextInt(3), "acme", "deploy", null, null, null),
                    random.nextBoolean() ? OFFICE : RUNNER,
                    List.of(READ, WRITE, DENIED).get(random.nextInt(3)),
                    1 + random.nextInt(5),
                    NOON.plusMillis(random.nextInt(4))));
        }
        return uses;
    }

    /// What the tables hold after these folds are written one after another.
    private static Map<Object, Object> written(List<Fold> folds) {
        var rows = new HashMap<Object, Object>();
        for (var fold : folds) {
            fold.tokens().forEach(row -> rows.merge(row.subject(), row, (a, b) -> ((TokenRow) a).then((TokenRow) b)));
            fold.sources()
                    .forEach(row -> rows.merge(
                            List.of(row.tokenId(), row.source()), row, (a, b) -> ((SourceRow) a).then((SourceRow) b)));
            fold.days()
                    .forEach(row -> rows.merge(
                            List.of(row.tokenId(), row.day()), row, (a, b) -> ((DayRow) a).then((DayRow) b)));
        }
        return rows;
    }
}
