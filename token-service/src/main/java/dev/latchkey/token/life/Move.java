package dev.latchkey.token.life;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.TokenId;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.Suspension;
import dev.latchkey.token.record.TokenRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What can be done to a token that exists. Each knows from which states, and what it does to the descendants.
public sealed interface Move {
    /// The family after the move, or empty where the state it is in does not allow it.
    Optional<Family> make(Family family, TokenRecord token, Instant now);

    /// Whether any token may do this to itself, whatever the role of its person.
    default boolean isOpenToItself() {
        return false;
    }

    /// Whether a token may be used for it on itself, if the role of its person allows it.
    ///
    /// Whoever holds a restricted or suspended token must not be able to lift that with the token.
    default boolean isAllowedOnItself() {
        return true;
    }

    /// Ends it and all that was minted through it.
    record Ending(End.Cause cause) implements Move {
        @Override
        public Optional<Family> make(Family family, TokenRecord token, Instant now) {
            return switch (token.state(now)) {
                case Lifecycle.Endable endable ->
                    Optional.of(end(family, endable, now).settled(now));
                case Lifecycle.Revoked _ -> Optional.empty();
            };
        }

        /// A successor does not end because the overlap with it is over, even if it was got through the old token.
        private Family end(Family family, Lifecycle.Endable endable, Instant now) {
            var token = endable.token();
            var except = cause == End.Cause.ROTATED
                    ? token.life().rotation().map(rotation -> rotation.successor())
                    : Optional.<TokenId>empty();
            return family.with(endable.end(End.itself(now, cause)))
                    .change(family.descendants(token.id(), except), now, child -> child.end(End.with(token.id(), now)));
        }

        @Override
        public boolean isOpenToItself() {
            return true;
        }
    }

    /// Stops it, and with it all that was minted through it, until it is resumed.
    record Suspending(Suspension.Cause cause) implements Move {
        @Override
        public Optional<Family> make(Family family, TokenRecord token, Instant now) {
            var suspension = Suspension.itself(now, cause);
            return switch (token.state(now)) {
                case Lifecycle.Usable usable ->
                    Optional.of(family.with(usable.suspend(suspension)).settled(now));
                case Lifecycle.Suspended suspended ->
                    suspended.isItself()
                            ? Optional.empty()
                            : Optional.of(
                                    family.with(suspended.suspend(suspension)).settled(now));
                case Lifecycle.Expired _, Lifecycle.Revoked _ -> Optional.empty();
            };
        }

        @Override
        public boolean isOpenToItself() {
            return true;
        }
    }

    /// Lets it go on, and with it what was suspended with it; not what was suspended itself.
    record Resuming() implements Move {
        @Override
        public Optional<Family> make(Family family, TokenRecord token, Instant now) {
            return token.state(now) instanceof Lifecycle.Suspended suspended && suspended.isItself()
                    ? Optional.of(family.with(suspended.resume()).settled(now))
                    : Optional.empty();
        }

        @Override
        public boolean isAllowedOnItself() {
            return false;
        }
    }

    /// Puts these caveats on it instead of those put on before.
    record Restricting(List<Caveat> caveats) implements Move {
        public Restricting {
            caveats = List.copyOf(caveats);
        }

        @Override
        public Optional<Family> make(Family family, TokenRecord token, Instant now) {
            return switch (token.state(now)) {
                case Lifecycle.Lasting lasting -> Optional.of(family.with(lasting.restrict(caveats)));
                case Lifecycle.Expired expired -> expired.restrict(now, caveats).map(family::with);
                case Lifecycle.Revoked _ -> Optional.empty();
            };
        }

        @Override
        public boolean isAllowedOnItself() {
            return false;
        }
    }

    /// Revokes a narrowed copy, with whatever was narrowed from it; a token of which too many copies are out is
    /// ended.
    record RefusingCopy(Fingerprint copy) implements Move {
        private static final int MOST = 32;

        @Override
        public Optional<Family> make(Family family, TokenRecord token, Instant now) {
            if (!(token.state(now) instanceof Lifecycle.Endable endable)) {
                return Optional.empty();
            }
            var refused = token.life().refusedChildren();
            if (refused.contains(copy)) {
                return Optional.of(family);
            }
            return refused.size() < MOST
                    ? Optional.of(family.with(endable.refuse(copy)))
                    : new Ending(End.Cause.LEAKED).make(family, token, now);
        }
    }

    /// Replaces it; what was minted through it ends with it, but for the successor.
    record Replacing(TokenId successor, Instant endsAt) implements Move {
        @Override
        public Optional<Family> make(Family family, TokenRecord token, Instant now) {
            if (!(token.state(now) instanceof Lifecycle.Active active)) {
                return Optional.empty();
            }
            var replaced = active.rotate(successor, now, endsAt);
            if (!endsAt.isAfter(now)) {
                return new Ending(End.Cause.ROTATED).make(family.with(replaced), replaced, now);
            }
            var children = family.descendants(token.id(), Optional.of(successor));
            return Optional.of(family.with(replaced).change(children, now, child -> child.endAt(endsAt)));
        }
    }

    /// Gives it another name, whatever state it is in.
    record Renaming(String name) implements Move {
        @Override
        public Optional<Family> make(Family family, TokenRecord token, Instant now) {
            return Optional.of(token.name().equals(name) ? family : family.with(token.renamed(name)));
        }
    }
}
