package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.events.Act;
import dev.latchkey.events.KeyRetired;
import dev.latchkey.events.KeyRotated;
import dev.latchkey.events.State;
import dev.latchkey.events.StateKey;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
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
    private final StateStore states;
    private final Outbox outbox;

    KeyTransaction(RootKeys rootKeys, StateStore states, Outbox outbox) {
        this.rootKeys = rootKeys;
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

    private Uni<KeyOutcome> retire(KeyId keyId, RootKeyEntity row, Act act) {
        row.retiredAt = act.at();
        return states.change(List.of(state(keyId, true, act)))
                .call(changes -> outbox.add(new KeyRetired(
                        keyId.org().value(), keyId.text(), 0, changes.getLast().revision(), act)))
                .map(changes -> new KeyOutcome.Retired(keyId, act.at(), 0, changes));
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
