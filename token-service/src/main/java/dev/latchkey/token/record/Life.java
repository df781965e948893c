package dev.latchkey.token.record;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What has become of a token since it was minted. Only the states of [Lifecycle] change it.
///
/// @param suspended that it was suspended itself
/// @param held that a token it was minted through is suspended
/// @param restrictions caveats that hold as if they were appended
/// @param refusedChildren copies that are revoked, each with whatever was narrowed from it
/// @param rotation its successor, if it was replaced
/// @param rotatedFrom what it replaced, if it is a successor
/// @param endsAt when it ends at the latest, whatever its caveats say
/// @param ended how it ended before its time
public record Life(
        Optional<Suspension> suspended,
        Optional<Suspension> held,
        List<Caveat> restrictions,
        List<Fingerprint> refusedChildren,
        Optional<Rotation> rotation,
        Optional<TokenId> rotatedFrom,
        Optional<Instant> endsAt,
        Optional<End> ended) {

    /// That a token was replaced.
    public record Rotation(Instant at, TokenId successor) {}

    public Life {
        restrictions = List.copyOf(restrictions);
        refusedChildren = List.copyOf(refusedChildren);
    }

    /// Of a token to which nothing has happened yet.
    public static Life fresh() {
        return new Life(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Of a successor: the restrictions of what it replaces stay in force, refused copies of that one are not its own.
    public static Life after(TokenId replaced, List<Caveat> restrictions) {
        var fresh = fresh();
        return new Life(
                fresh.suspended,
                fresh.held,
                restrictions,
                fresh.refusedChildren,
                fresh.rotation,
                Optional.of(replaced),
                fresh.endsAt,
                fresh.ended);
    }

    Life suspended(Optional<Suspension> next) {
        return new Life(next, held, restrictions, refusedChildren, rotation, rotatedFrom, endsAt, ended);
    }

    Life held(Optional<Suspension> next) {
        return new Life(suspended, next, restrictions, refusedChildren, rotation, rotatedFrom, endsAt, ended);
    }

    Life restricted(List<Caveat> next) {
        return new Life(suspended, held, next, refusedChildren, rotation, rotatedFrom, endsAt, ended);
    }

    Life refusing(List<Fingerprint> next) {
        return new Life(suspended, held, restrictions, next, rotation, rotatedFrom, endsAt, ended);
    }

    Life rotated(Rotation next) {
        return new Life(suspended, held, restrictions, refusedChildren, Optional.of(next), rotatedFrom, endsAt, ended);
    }

    /// Never later than it was to end before.
    Life endingAt(Instant latest) {
        var earlier = endsAt.filter(latest::isAfter).or(() -> Optional.of(latest));
        return new Life(suspended, held, restrictions, refusedChildren, rotation, rotatedFrom, earlier, ended);
    }

    Life ended(End end) {
        return new Life(
                suspended, held, restrictions, refusedChildren, rotation, rotatedFrom, endsAt, Optional.of(end));
    }
}
