package dev.latchkey.token.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.EventType;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Ends tokens that have no record, those of sessions and of OAuth: a state of their own id is all there is of
/// them.
@Singleton
final class UnrecordedTokens {
    private static final int MOST_REFUSED = 32;
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 0)) as text)";
    private static final String FIND = "select cast(record as text) from state where key = :key";

    private final StateStore states;

    UnrecordedTokens(StateStore states) {
        this.states = states;
    }

    /// Ends the token or the copy, in the caller's transaction; answers what verifiers are told.
    Uni<List<StateChanged>> end(Leaked leaked, Instant now) {
        var key = StateKey.token(leaked.identifier().tokenId().publicId());
        return Panache.getSession()
                .chain(session -> present(session, key)
                        .map(present -> next(leaked, present, now))
                        .chain(next -> next.isEmpty()
                                ? Uni.createFrom().item(List.of())
                                : states.change(List.of(new StateStore.Next(key, next.get())))));
    }

    private static Uni<Optional<State.OfToken>> present(Mutiny.Session session, String key) {
        return session.createNativeQuery(LOCK, String.class)
                .setParameter("key", key)
                .getSingleResultOrNull()
                .chain(locked -> session.createNativeQuery(FIND, String.class)
                        .setParameter("key", key)
                        .getResultList())
                .map(found -> found.stream().findFirst().flatMap(UnrecordedTokens::read));
    }

    private static Optional<State.OfToken> read(String record) {
        try {
            return EventJson.read(EventType.STATE_CHANGED.typeName(), record.getBytes(UTF_8))
                    .map(StateChanged.class::cast)
                    .map(StateChanged::state)
                    .filter(State.OfToken.class::isInstance)
                    .map(State.OfToken.class::cast);
        } catch (BrokenEventException impossible) {
            throw new IllegalStateException("a state record does not read as it was written", impossible);
        }
    }

    /// Empty where there is nothing to change.
    private static Optional<State.OfToken> next(Leaked leaked, Optional<State.OfToken> present, Instant now) {
        var held = present.orElseGet(() -> State.OfToken.of(State.Stand.LIVE, now));
        var copy = leaked.copy().value();
        if (held.stand() == State.Stand.REVOKED || held.refusedChildren().contains(copy)) {
            return Optional.empty();
        }
        if (leaked.copy().isRoot() || held.refusedChildren().size() >= MOST_REFUSED) {
            return Optional.of(State.OfToken.of(State.Stand.REVOKED, now));
        }
        var refused = new ArrayList<>(held.refusedChildren());
        refused.add(copy);
        return Optional.of(new State.OfToken(held.stand(), held.since(), held.restrictions(), refused));
    }
}
