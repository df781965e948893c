package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.events.Act;
import dev.latchkey.events.Event;
import dev.latchkey.events.KeyRetired;
import dev.latchkey.events.KeyRotated;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.events.TokenRevoked;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;

/// Makes and ends generations of an org's root keys, with their state and their events, in one transaction.
///
/// The org's row is locked first, so that two rotations make two generations and a rotation cannot slip between the
/// question which one is the newest and its end.
@ApplicationScoped
class KeyTransaction {
    private static final int LAST_GENERATION = 9_999;
    private static final String LOCK_ORG = "select handle from org where handle = :org for update";

    private final RootKeys rootKeys;
    private final TokenStore tokens;
    private final StateStore states;
    private final Outbox outbox;

    KeyTransaction(RootKeys rootKeys, TokenStore tokens, StateStore states, Outbox outbox) {
        this.rootKeys = rootKeys;
        this.tokens = tokens;
        this.states = states;
        this.outbox = outbox;
    }

    @WithSession
    Uni<List<Generation>> list(OrgHandle org) {
        return RootKeyEntity.<RootKeyEntity>find("id.org = ?1 order by id.generation desc", org.value())
                .list()
                .map(Generation::of);
    }

    @WithTransaction
    Uni<KeyOutcome> rotate(OrgHandle org, Act act) {
        return lock(org).chain(() -> rootKeys.newest(org)).chain(newest -> {
            if (newest.isEmpty()) {
                return Uni.createFrom().item(new KeyOutcome.Unknown());
            }
            return newest.get().generation() == LAST_GENERATION
                    ? Uni.createFrom().item(new KeyOutcome.NoneLeft())
                    : rotate(newest.get(), act);
        });
    }

    private Uni<KeyOutcome> rotate(KeyId old, Act act) {
        var next = new KeyId(old.org(), old.generation() + 1);
        return rootKeys.create(next)
                .chain(() -> states.change(List.of(state(next, false, act))))
                .call(changes -> outbox.add(new KeyRotated(
                        next.org().value(),
                        next.text(),
                        old.text(),
                        changes.getLast().revision(),
                        act)))
                .map(changes -> new KeyOutcome.Rotated(next, old, changes));
    }

    @WithTransaction
    Uni<KeyOutcome> retire(KeyId keyId, Act act) {
        return lock(keyId.org())
                .chain(() -> RootKeyEntity.<RootKeyEntity>findById(
                        RootKeyEntity.Id.of(keyId), LockModeType.PESSIMISTIC_WRITE))
                .chain(row -> {
                    if (row == null) {
                        return Uni.createFrom().item(new KeyOutcome.Unknown());
                    }
                    if (row.retiredAt != null) {
                        return Uni.createFrom().item(new KeyOutcome.RetiredBefore(row.retiredAt));
                    }
                    return rootKeys.newest(keyId.org())
                            .chain(newest -> newest.orElseThrow().equals(keyId)
                                    ? Uni.createFrom().item(new KeyOutcome.Newest())
                                    : retire(keyId, row, act));
                });
    }

    /// What was minted through its tokens under a later key ends one by one: whoever knows a root key may have made the
    /// token that minted it.
    private Uni<KeyOutcome> retire(KeyId keyId, RootKeyEntity row, Act act) {
        row.retiredAt = act.at();
        return tokens.lockMintedUnder(keyId).chain(found -> {
            var later = found.stream().map(token -> end(token, act)).toList();
            return tokens.update(later)
                    .chain(() -> tokens.endGeneration(keyId, act.at()))
                    .chain(count -> states.change(states(keyId, later, act))
                            .call(changes -> outbox.add(events(keyId, count, later, changes, act)))
                            .map(changes -> new KeyOutcome.Retired(keyId, act.at(), count + later.size(), changes)));
        });
    }

    private static TokenRecord end(TokenRecord token, Act act) {
        return switch (token.state(act.at())) {
            case Lifecycle.Endable endable -> endable.end(End.itself(act.at(), End.Cause.KEY_GENERATION));
            case Lifecycle.Revoked _ -> token;
        };
    }

    /// The key last: its revision stands for all of them.
    private static List<StateStore.Next> states(KeyId keyId, List<TokenRecord> later, Act act) {
        var revoked = State.OfToken.of(State.Stand.REVOKED, act.at());
        var states = new ArrayList<StateStore.Next>();
        later.forEach(token ->
                states.add(new StateStore.Next(StateKey.token(token.id().publicId()), revoked)));
        states.add(state(keyId, true, act));
        return states;
    }

    private static List<Event> events(
            KeyId keyId, int count, List<TokenRecord> later, List<StateChanged> changes, Act act) {
        var events = new ArrayList<Event>();
        for (var i = 0; i < later.size(); i++) {
            var token = later.get(i);
            events.add(new TokenRevoked(
                    token.id().publicId(),
                    token.org().value(),
                    null,
                    End.Cause.KEY_GENERATION.slug(),
                    changes.get(i).revision(),
                    token.version(),
                    act));
        }
        events.add(new KeyRetired(
                keyId.org().value(),
                keyId.text(),
                count + later.size(),
                changes.getLast().revision(),
                act));
        return events;
    }

    private static Uni<Void> lock(OrgHandle org) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK_ORG, String.class)
                        .setParameter("org", org.value())
                        .getResultList())
                .replaceWithVoid();
    }

    private static StateStore.Next state(KeyId keyId, boolean retired, Act act) {
        return new StateStore.Next(StateKey.rootKey(keyId.text()), new State.OfKey(retired, act.at()));
    }
}
