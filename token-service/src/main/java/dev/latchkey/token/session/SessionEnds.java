package dev.latchkey.token.session;

import dev.latchkey.access.SessionId;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends sessions in the feed of verifiers, once each, however often and by whatever way it is told.
@ApplicationScoped
class SessionEnds {
    /// The longest session lasts 30 days, and a verifier refuses an older id by itself.
    private static final Duration REMEMBERED = Duration.ofDays(31);

    private final StateStore states;
    private final Clock clock;

    SessionEnds(StateStore states, Clock clock) {
        this.states = states;
        this.clock = clock;
    }

    /// What came of it.
    ///
    /// @param changes those that had not been told before
    /// @param revision whoever has applied it refuses all of them
    record Ended(List<StateChanged> changes, long revision) {}

    @WithTransaction
    Uni<Ended> end(List<SessionId> sessions, Instant since) {
        var oldest = clock.instant().minus(REMEMBERED);
        var keys = sessions.stream()
                .filter(session -> session.startedAt().isAfter(oldest))
                .map(session -> StateKey.session(session.publicId()))
                .distinct()
                .toList();
        return held(keys, 0, new ArrayList<>()).chain(held -> {
            var known = held.stream().map(StateChanged::key).toList();
            var nexts = keys.stream()
                    .filter(key -> !known.contains(key))
                    .map(key -> new StateStore.Next(key, new State.OfSession(since)))
                    .toList();
            return (nexts.isEmpty() ? Uni.createFrom().item(List.<StateChanged>of()) : states.change(nexts))
                    .map(changes -> new Ended(changes, last(held, changes)));
        });
    }

    private Uni<List<StateChanged>> held(List<String> keys, int at, List<StateChanged> found) {
        return at == keys.size()
                ? Uni.createFrom().item(found)
                : states.held(keys.get(at)).chain(held -> {
                    held.ifPresent(found::add);
                    return held(keys, at + 1, found);
                });
    }

    private static long last(List<StateChanged> held, List<StateChanged> changes) {
        return Optional.of(changes).filter(some -> !some.isEmpty()).orElse(held).stream()
                .mapToLong(StateChanged::revision)
                .max()
                .orElse(0);
    }
}
