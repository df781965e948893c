package dev.latchkey.token.revoke;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Event;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.events.TokenRevoked;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.revoke.RevokeOutcome.AlreadyRevoked;
import dev.latchkey.token.revoke.RevokeOutcome.NotAllowed;
import dev.latchkey.token.revoke.RevokeOutcome.Revoked;
import dev.latchkey.token.revoke.RevokeOutcome.Unknown;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Ends a token and all that was minted through it, with their state and their events, in one transaction.
///
/// Rows are locked from parent to children, so a child that is being minted meanwhile either is found or is refused.
@ApplicationScoped
class RevokeTransaction {
    private final TokenStore tokens;
    private final StateStore states;
    private final Outbox outbox;

    RevokeTransaction(TokenStore tokens, StateStore states, Outbox outbox) {
        this.tokens = tokens;
        this.states = states;
        this.outbox = outbox;
    }

    @WithTransaction
    Uni<RevokeOutcome> revoke(OrgHandle org, TokenId id, Predicate<TokenRecord> allowed, Act act) {
        return tokens.lock(org, id).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(new Unknown());
            }
            if (!allowed.test(found.get())) {
                return Uni.createFrom().item(new NotAllowed());
            }
            return switch (found.get().state(act.at())) {
                case Lifecycle.Revoked revoked -> Uni.createFrom().item(new AlreadyRevoked(revoked));
                case Lifecycle.Endable endable -> revoke(endable, act);
            };
        });
    }

    private Uni<RevokeOutcome> revoke(Lifecycle.Endable endable, Act act) {
        var token = endable.token();
        return family(List.of(token.id()), List.of(token))
                .map(family -> family.stream()
                        .map(member -> end(member, token.id(), act))
                        .toList())
                .chain(family -> states.change(ended(family, act))
                        .call(() -> tokens.update(family))
                        .call(changes -> outbox.add(events(family, changes, act)))
                        .map(changes -> new Revoked(family.getFirst(), family.subList(1, family.size()), changes)));
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

    private static TokenRecord end(TokenRecord member, TokenId root, Act act) {
        var end = member.id().equals(root) ? End.itself(act.at(), End.Cause.REVOKED) : End.with(root, act.at());
        return switch (member.state(act.at())) {
            case Lifecycle.Endable endable -> endable.end(end);
            case Lifecycle.Revoked _ -> member;
        };
    }

    private static List<StateStore.Next> ended(List<TokenRecord> family, Act act) {
        var revoked = State.OfToken.of(State.Stand.REVOKED, act.at());
        return family.stream()
                .map(member -> new StateStore.Next(StateKey.token(member.id().publicId()), revoked))
                .toList();
    }

    private static List<Event> events(List<TokenRecord> family, List<StateChanged> changes, Act act) {
        var root = family.getFirst().id();
        var events = new ArrayList<Event>();
        for (var i = 0; i < family.size(); i++) {
            var member = family.get(i);
            events.add(new TokenRevoked(
                    member.id().publicId(),
                    member.org().value(),
                    member.id().equals(root) ? null : root.publicId(),
                    changes.get(i).revision(),
                    member.version(),
                    act));
        }
        return events;
    }
}
