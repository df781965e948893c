package dev.latchkey.token.life;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Event;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.life.Change.Illegal;
import dev.latchkey.token.life.Change.Made;
import dev.latchkey.token.life.Change.Unknown;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Changes a token and its descendants, with what verifiers are told and the events, in one transaction.
///
/// Rows are locked from parent to children, so a child that is being minted meanwhile either is found or is
/// refused; the counter of revisions comes last, because every other change of state waits for it.
@ApplicationScoped
public class LifeTransaction {
    private final TokenStore tokens;
    private final StateStore states;
    private final Outbox outbox;

    LifeTransaction(TokenStore tokens, StateStore states, Outbox outbox) {
        this.tokens = tokens;
        this.states = states;
        this.outbox = outbox;
    }

    /// Makes a move in a transaction of its own.
    ///
    /// @param objection why it is not to be made, asked under the lock
    @WithTransaction
    Uni<Change> change(
            OrgHandle org, TokenId id, Function<TokenRecord, Optional<Change>> objection, Move move, Act act) {
        return within(org, id, objection, move, act);
    }

    /// What verifiers must know of a token that is new, in the caller's transaction.
    public Uni<List<StateChanged>> introduce(TokenRecord token, Act act) {
        return token.life().restrictions().isEmpty()
                ? Uni.createFrom().item(List.of())
                : states.change(List.of(new StateStore.Next(key(token), Telling.state(token, act.at()))));
    }

    /// The same in the caller's transaction, which must not have changed any state before.
    public Uni<Change> within(
            OrgHandle org, TokenId id, Function<TokenRecord, Optional<Change>> objection, Move move, Act act) {
        return tokens.lock(org, id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(new Unknown())
                        : objection
                                .apply(found.get())
                                .map(refused -> Uni.createFrom().item(refused))
                                .orElseGet(
                                        () -> family(List.of(id), found.stream().toList())
                                                .chain(family -> make(new Family(family), found.get(), move, act))));
    }

    /// Ends what has no record and all that was minted through it, in the caller's transaction, which holds the lock on
    /// its id and has found that it has not ended.
    Uni<UnrecordedEnd> endUnrecorded(TokenId id, Act act) {
        var own = new StateStore.Next(StateKey.token(id.publicId()), State.OfToken.of(State.Stand.REVOKED, act.at()));
        return family(List.of(id), List.of()).chain(found -> {
            var family = new Family(found);
            var changed = family.change(
                            family.descendants(id, Optional.empty()),
                            act.at(),
                            child -> child.end(End.with(id, act.at())))
                    .changedSince(family);
            var nexts = new ArrayList<StateStore.Next>();
            nexts.add(own);
            nexts.addAll(nexts(changed, act));
            return tokens.update(List.copyOf(changed.values()))
                    .chain(() -> states.change(nexts))
                    .call(told -> outbox.add(events(changed, told, act)))
                    .map(told -> new UnrecordedEnd(id, act.at(), List.copyOf(changed.values()), told));
        });
    }

    /// What a move would do right now, without doing it.
    @WithTransaction
    Uni<Change> preview(
            OrgHandle org, TokenId id, Function<TokenRecord, Optional<Change>> objection, Move move, Act act) {
        return tokens.lock(org, id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(new Unknown())
                        : objection
                                .apply(found.get())
                                .map(refused -> Uni.createFrom().item(refused))
                                .orElseGet(
                                        () -> family(List.of(id), found.stream().toList())
                                                .map(family -> preview(new Family(family), found.get(), move, act))));
    }

    private static Change preview(Family family, TokenRecord token, Move move, Act act) {
        return move.make(family, token, act.at())
                .<Change>map(moved -> made(token, moved, moved.changedSince(family), List.of()))
                .orElseGet(() -> new Illegal(token.state(act.at())));
    }

    private Uni<Change> make(Family family, TokenRecord token, Move move, Act act) {
        var moved = move.make(family, token, act.at());
        return moved.isEmpty()
                ? Uni.createFrom().item(new Illegal(token.state(act.at())))
                : write(token, moved.get(), moved.get().changedSince(family), act);
    }

    private Uni<Change> write(TokenRecord token, Family moved, Map<TokenRecord, TokenRecord> changed, Act act) {
        var nexts = nexts(changed, act);
        return tokens.update(List.copyOf(changed.values()))
                .chain(() -> nexts.isEmpty() ? Uni.createFrom().item(List.<StateChanged>of()) : states.change(nexts))
                .call(told -> outbox.add(events(changed, told, act)))
                .map(told -> made(token, moved, changed, told));
    }

    private static List<StateStore.Next> nexts(Map<TokenRecord, TokenRecord> changed, Act act) {
        var nexts = new ArrayList<StateStore.Next>();
        changed.forEach((before, after) -> {
            if (Telling.differ(before, after, act.at())) {
                nexts.add(new StateStore.Next(key(after), Telling.state(after, act.at())));
            }
        });
        return nexts;
    }

    private static Made made(
            TokenRecord token, Family moved, Map<TokenRecord, TokenRecord> changed, List<StateChanged> told) {
        return new Made(
                moved.find(token.id()).orElseThrow(),
                changed.values().stream()
                        .filter(after -> !after.id().equals(token.id()))
                        .toList(),
                told);
    }

    private static List<Event> events(Map<TokenRecord, TokenRecord> changed, List<StateChanged> told, Act act) {
        var revisions = new HashMap<String, Long>();
        told.forEach(change -> revisions.put(change.key(), change.revision()));
        var events = new ArrayList<Event>();
        changed.forEach((before, after) ->
                events.addAll(Telling.events(before, after, revisions.getOrDefault(key(after), 0L), act)));
        return events;
    }

    private static String key(TokenRecord token) {
        return StateKey.token(token.id().publicId());
    }

    /// The token and what was minted through it, generation by generation.
    private Uni<List<TokenRecord>> family(List<TokenId> parents, List<TokenRecord> found) {
        return tokens.lockMintedBy(parents).chain(children -> {
            if (children.isEmpty()) {
                return Uni.createFrom().item(found);
            }
            var grown = new ArrayList<>(found);
            grown.addAll(children);
            return family(children.stream().map(TokenRecord::id).toList(), grown);
        });
    }
}
