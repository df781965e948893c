package dev.latchkey.token.life;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Kind;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.EventType;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Ends tokens that have no record, those of logins and apps, with what was minted through them: a state of their own
/// id is all there is of them.
///
/// In place of the row there is a lock on that id, taken before the rows of the children as a parent's row is: a child
/// that is being minted meanwhile either is found or is refused.
@ApplicationScoped
public class UnrecordedLives {
    private static final int MOST_REFUSED = 32;
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 0)) as text)";
    private static final String SHARE = "select cast(pg_advisory_xact_lock_shared(hashtextextended(:key, 0)) as text)";
    private static final String FIND = "select cast(record as text) from state where key = :key";

    private final StateStore states;
    private final LifeTransaction lives;

    UnrecordedLives(StateStore states, LifeTransaction lives) {
        this.states = states;
        this.lives = lives;
    }

    /// Whether tokens of this kind have no record.
    public static boolean areOf(Kind kind) {
        return switch (kind) {
            case SESSION, OAUTH -> true;
            case PERSONAL, DEPLOY -> false;
        };
    }

    /// Whether the token has not ended; it does not until the caller's transaction has.
    public Uni<Boolean> share(TokenId id) {
        return present(SHARE, key(id)).map(present -> !isRevoked(present));
    }

    /// Ends the token in a transaction of its own; empty where it had ended before.
    @WithTransaction
    Uni<Optional<UnrecordedEnd>> endAlone(TokenId id, Act act) {
        return end(id, act);
    }

    /// Ends the token in the caller's transaction, which must not have changed any state before; empty where it had
    /// ended before.
    public Uni<Optional<UnrecordedEnd>> end(TokenId id, Act act) {
        return present(LOCK, key(id))
                .chain(present -> isRevoked(present)
                        ? Uni.createFrom().item(Optional.<UnrecordedEnd>empty())
                        : lives.endUnrecorded(id, act).map(Optional::of));
    }

    /// Revokes a narrowed copy with whatever was narrowed from it, in the caller's transaction; a token of which too
    /// many copies are out is ended. Answers what verifiers are told, nothing where it had been so before.
    public Uni<List<StateChanged>> refuse(TokenId id, Fingerprint copy, Act act) {
        return present(LOCK, key(id)).chain(present -> {
            var held = present.orElseGet(() -> State.OfToken.of(State.Stand.LIVE, act.at()));
            if (isRevoked(present) || held.refusedChildren().contains(copy.value())) {
                return Uni.createFrom().item(List.of());
            }
            if (held.refusedChildren().size() >= MOST_REFUSED) {
                return lives.endUnrecorded(id, act).map(UnrecordedEnd::states);
            }
            var refused = new ArrayList<>(held.refusedChildren());
            refused.add(copy.value());
            return states.change(List.of(new StateStore.Next(
                    key(id), new State.OfToken(held.stand(), held.since(), held.restrictions(), refused))));
        });
    }

    private static String key(TokenId id) {
        return StateKey.token(id.publicId());
    }

    private static boolean isRevoked(Optional<State.OfToken> present) {
        return present.filter(held -> held.stand() == State.Stand.REVOKED).isPresent();
    }

    private static Uni<Optional<State.OfToken>> present(String lock, String key) {
        return Panache.getSession().chain(session -> present(session, lock, key));
    }

    private static Uni<Optional<State.OfToken>> present(Mutiny.Session session, String lock, String key) {
        return session.createNativeQuery(lock, String.class)
                .setParameter("key", key)
                .getSingleResultOrNull()
                .chain(locked -> session.createNativeQuery(FIND, String.class)
                        .setParameter("key", key)
                        .getResultList())
                .map(found -> found.stream().findFirst().flatMap(UnrecordedLives::read));
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
}
