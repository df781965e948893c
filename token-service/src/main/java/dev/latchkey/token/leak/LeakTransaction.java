package dev.latchkey.token.leak;

import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.TokenLeaked;
import dev.latchkey.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Ends one token of a report, keeps where it was seen, and takes it out of the report, all in one transaction.
@ApplicationScoped
class LeakTransaction {
    private static final int MOST_PLACES = 100;
    private static final String LOCK =
            "select cast(extract(epoch from at) * 1000000 as bigint) as micros, reporter, place, note,"
                    + " ip, user_agent, genuine from leak_report"
                    + " where id = :id for update skip locked";
    private static final String SEEN = "insert into token_leak (token_id, org, copy, place, at, reporter, note)"
            + " select cast(:token as text), cast(:org as text), cast(:copy as text), cast(:place as text),"
            + " cast(:at as timestamptz), cast(:reporter as text), cast(:note as text)"
            + " where (select count(*) from token_leak where token_id = :token) < " + MOST_PLACES
            + " on conflict do nothing";

    private final LeakEnding ending;
    private final Outbox outbox;

    LeakTransaction(LeakEnding ending, Outbox outbox) {
        this.ending = ending;
        this.outbox = outbox;
    }

    /// @param done whether the report could be worked on
    /// @param changes what verifiers are told
    record Step(boolean done, List<StateChanged> changes) {}

    /// Does the next token of this report; nothing if somebody else is at it.
    @WithTransaction
    Uni<Step> next(long id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, Tuple.class)
                        .setParameter("id", id)
                        .getResultList()
                        .chain(rows -> rows.isEmpty()
                                ? Uni.createFrom().item(new Step(false, List.of()))
                                : next(session, id, rows.getFirst())));
    }

    private Uni<Step> next(Mutiny.Session session, long id, Tuple row) {
        var lines = row.get("genuine", String.class).lines().toList();
        if (lines.isEmpty()) {
            return session.createNativeQuery("delete from leak_report where id = :id")
                    .setParameter("id", id)
                    .executeUpdate()
                    .replaceWith(new Step(true, List.of()));
        }
        return end(session, Leaked.parse(lines.getFirst()), sighting(row))
                .call(() -> session.createNativeQuery("update leak_report set genuine = :rest where id = :id")
                        .setParameter("rest", String.join("\n", lines.subList(1, lines.size())))
                        .setParameter("id", id)
                        .executeUpdate())
                .map(changes -> new Step(true, changes));
    }

    private Uni<List<StateChanged>> end(Mutiny.Session session, Leaked leaked, Sighting sighting) {
        var act =
                new Act(new Actor(ActorKind.POLICY, "leak-report", null, null, null), sighting.origin(), sighting.at());
        return ending.end(leaked, act)
                .call(changes -> seen(session, leaked, sighting)
                        .chain(isNew -> isNew || !changes.isEmpty()
                                ? outbox.add(event(leaked, sighting, changes, act))
                                : Uni.createFrom().voidItem()));
    }

    private static Uni<Boolean> seen(Mutiny.Session session, Leaked leaked, Sighting sighting) {
        return session.createNativeQuery(SEEN)
                .setParameter("token", leaked.identifier().tokenId().value())
                .setParameter("org", leaked.identifier().keyId().org().value())
                .setParameter("copy", leaked.copy().value())
                .setParameter("place", sighting.place().orElse(""))
                .setParameter("at", sighting.at())
                .setParameter("reporter", sighting.reporter().slug())
                .setParameter("note", sighting.note().orElse(null))
                .executeUpdate()
                .map(count -> count > 0);
    }

    private static TokenLeaked event(Leaked leaked, Sighting sighting, List<StateChanged> changes, Act act) {
        var identifier = leaked.identifier();
        return new TokenLeaked(
                identifier.tokenId().publicId(),
                identifier.keyId().org().value(),
                identifier.kind().slug(),
                identifier.hint().value(),
                leaked.copy().value(),
                sighting.place().orElse(null),
                sighting.note().orElse(null),
                sighting.reporter().slug(),
                changes.isEmpty() ? null : changes.getLast().revision(),
                act);
    }

    private static Sighting sighting(Tuple row) {
        return new Sighting(
                Instant.EPOCH.plus(row.get("micros", Long.class), ChronoUnit.MICROS),
                Sighting.Reporter.valueOf(row.get("reporter", String.class).toUpperCase(Locale.ROOT)),
                text(row, "place"),
                text(row, "note"),
                new Origin(text(row, "ip").orElse(null), text(row, "user_agent").orElse(null)));
    }

    private static Optional<String> text(Tuple row, String column) {
        @Nullable String text = row.get(column, String.class);
        return Optional.ofNullable(text);
    }
}
