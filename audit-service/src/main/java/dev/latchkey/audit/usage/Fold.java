package dev.latchkey.audit.usage;

import dev.latchkey.audit.usage.Use.Outcome.Accepted;
import dev.latchkey.audit.usage.Use.Outcome.Refused;
import dev.latchkey.audit.usage.Use.Source;
import dev.latchkey.audit.usage.Use.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A batch of uses folded per table row, so that the database does one write per row and not one per use.
///
/// Folding a batch and writing it gives what writing its uses one by one would: the earlier of two with the same time
/// stays, and sums do not care for order.
record Fold(Collection<TokenRow> tokens, Collection<SourceRow> sources, Collection<DayRow> days) {

    /// The moment a clock shows, with the use that set it.
    record Clock<O>(Instant at, Source source, O outcome) {
        static <O> @Nullable Clock<O> later(@Nullable Clock<O> held, @Nullable Clock<O> next) {
            if (held == null) {
                return next;
            }
            return next != null && next.at.isAfter(held.at) ? next : held;
        }
    }

    /// A last-used record.
    record TokenRow(
            Subject subject,
            Instant firstSeen,
            @Nullable Instant firstAccepted,
            @Nullable Clock<Accepted> accepted,
            @Nullable Clock<Refused> refused,
            boolean clockSuspect) {

        static TokenRow of(Use use) {
            return switch (use.outcome()) {
                case Accepted accepted ->
                    new TokenRow(
                            use.subject(),
                            use.at(),
                            use.at(),
                            new Clock<>(use.at(), use.source(), accepted),
                            null,
                            use.clockSuspect());
                case Refused refused ->
                    new TokenRow(
                            use.subject(),
                            use.at(),
                            null,
                            null,
                            new Clock<>(use.at(), use.source(), refused),
                            use.clockSuspect());
            };
        }

        TokenRow then(TokenRow next) {
            return new TokenRow(
                    subject,
                    earlier(firstSeen, next.firstSeen),
                    firstAccepted == null || next.firstAccepted == null
                            ? firstAccepted == null ? next.firstAccepted : firstAccepted
                            : earlier(firstAccepted, next.firstAccepted),
                    Clock.later(accepted, next.accepted),
                    Clock.later(refused, next.refused),
                    clockSuspect || next.clockSuspect);
        }
    }

    private record SourceKey(String tokenId, Source source) {}

    /// What one source did with one token.
    record SourceRow(String tokenId, Source source, Instant first, Instant last, long accepted, long refused) {
        static SourceRow of(Use use) {
            return new SourceRow(
                    use.subject().tokenId(), use.source(), use.at(), use.at(), use.accepted(), use.refused());
        }

        SourceRow then(SourceRow next) {
            return new SourceRow(
                    tokenId,
                    source,
                    earlier(first, next.first),
                    next.last.isAfter(last) ? next.last : last,
                    accepted + next.accepted,
                    refused + next.refused);
        }
    }

    private record DayKey(String tokenId, LocalDate day) {}

    /// How often a token was used on one UTC day.
    record DayRow(String tokenId, LocalDate day, long accepted, long refused) {
        static DayRow of(Use use) {
            return new DayRow(
                    use.subject().tokenId(),
                    LocalDate.ofInstant(use.at(), ZoneOffset.UTC),
                    use.accepted(),
                    use.refused());
        }

        DayRow then(DayRow next) {
            return new DayRow(tokenId, day, accepted + next.accepted, refused + next.refused);
        }
    }

    /// Folds uses, which come in the order of their offsets.
    static Fold of(List<Use> uses) {
        var tokens = new LinkedHashMap<String, TokenRow>();
        var sources = new LinkedHashMap<SourceKey, SourceRow>();
        var days = new LinkedHashMap<DayKey, DayRow>();
        for (var use : uses) {
            var tokenId = use.subject().tokenId();
            var day = DayRow.of(use);
            tokens.merge(tokenId, TokenRow.of(use), TokenRow::then);
            sources.merge(new SourceKey(tokenId, use.source()), SourceRow.of(use), SourceRow::then);
            days.merge(new DayKey(tokenId, day.day()), day, DayRow::then);
        }
        return new Fold(tokens.values(), sources.values(), days.values());
    }

    private static Instant earlier(Instant a, Instant b) {
        return b.isBefore(a) ? b : a;
    }
}
