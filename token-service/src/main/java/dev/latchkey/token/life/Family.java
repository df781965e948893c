package dev.latchkey.token.life;

import dev.latchkey.access.TokenId;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.Suspension;
import dev.latchkey.token.record.TokenRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Tokens and all that was minted through them, each after the one it was minted through.
///
/// What a change does to one, it does to its descendants through this type only.
public record Family(List<TokenRecord> members) {
    public Family {
        members = List.copyOf(members);
    }

    Optional<TokenRecord> find(TokenId id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }

    /// The same family after one of its members has changed.
    Family with(TokenRecord changed) {
        return map(member -> member.id().equals(changed.id()) ? changed : member);
    }

    private Family map(UnaryOperator<TokenRecord> change) {
        return new Family(members.stream().map(change).toList());
    }

    /// What was minted through this one, or through such a token; without the branch that begins at `except`.
    Set<TokenId> descendants(TokenId ancestor, Optional<TokenId> except) {
        var found = new HashSet<TokenId>();
        for (var member : members) {
            var parent = member.mintedBy();
            if (parent.isPresent()
                    && (parent.get().equals(ancestor) || found.contains(parent.get()))
                    && !except.equals(Optional.of(member.id()))) {
                found.add(member.id());
            }
        }
        return found;
    }

    /// Changes those that have not ended yet, among these.
    Family change(Set<TokenId> some, Instant now, Function<Lifecycle.Endable, TokenRecord> change) {
        return map(member -> some.contains(member.id()) && member.state(now) instanceof Lifecycle.Endable endable
                ? change.apply(endable)
                : member);
    }

    /// The same family after suspensions have reached whoever hangs from a suspended token, and left the others.
    ///
    /// One that has ended passes on only what holds itself: a successor does not hang from a token's own
    /// suspension once that token has ended.
    @SuppressWarnings("OptionalMapToOptional") // what a parent passes on may be nothing
    Family settled(Instant now) {
        Map<TokenId, Optional<Suspension>> passedOn = new HashMap<>();
        var settled = new ArrayList<TokenRecord>();
        for (var member : members) {
            var inherited = member.mintedBy().filter(passedOn::containsKey).map(passedOn::get);
            var next = inherited.isPresent() ? settle(member, inherited.get(), now) : member;
            settled.add(next);
            passedOn.put(next.id(), passesOn(next, inherited.orElse(next.life().held())));
        }
        return new Family(settled);
    }

    private static TokenRecord settle(TokenRecord member, Optional<Suspension> inherited, Instant now) {
        return switch (member.state(now)) {
            case Lifecycle.Endable endable -> member.life().held().equals(inherited) ? member : endable.hold(inherited);
            case Lifecycle.Revoked _ -> member;
        };
    }

    /// Whoever leaves takes along what is theirs, token by token: what they minted for the org lives on.
    private static Optional<Suspension> passesOn(TokenRecord member, Optional<Suspension> inherited) {
        if (member.life().ended().isPresent()) {
            return inherited;
        }
        return member.life()
                .suspended()
                .filter(own -> own.because() != Suspension.Cause.OWNER_LEFT)
                .map(own -> Suspension.with(member.id(), own.since()))
                .or(() -> inherited);
    }

    /// Which members are not as they were, in their order: each with its record before and after.
    Map<TokenRecord, TokenRecord> changedSince(Family before) {
        var changed = new LinkedHashMap<TokenRecord, TokenRecord>();
        for (var i = 0; i < members.size(); i++) {
            if (!members.get(i).equals(before.members().get(i))) {
                changed.put(before.members().get(i), members.get(i));
            }
        }
        return changed;
    }
}
