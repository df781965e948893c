package dev.latchkey.token.record;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a token is in its life. Each state offers only what may follow it.
///
/// The order in which the states are told apart is the order in which a verifier refuses: what it answers is
/// what the record says.
public sealed interface Lifecycle {
    /// The word on the wire: `active`, `suspended`, `rotated`, `expired`, `revoked`.
    String slug();

    /// What is not yet revoked. Also what is expired can be, so that a copy presented later is answered as
    /// ended by somebody.
    sealed interface Endable extends Lifecycle {
        TokenRecord token();

        default TokenRecord end(End end) {
            return token().living(token().life().ended(end));
        }

        /// Holds it while the token it was minted through is suspended, or no longer.
        default TokenRecord hold(Optional<Suspension> held) {
            return token().living(token().life().held(held));
        }

        /// Refuses a copy and all that was narrowed from it.
        default TokenRecord refuse(Fingerprint child) {
            var refused = new ArrayList<>(token().life().refusedChildren());
            if (!refused.contains(child)) {
                refused.add(child);
            }
            return token().living(token().life().refusing(refused));
        }

        /// Ends it at this instant at the latest.
        default TokenRecord endAt(Instant latest) {
            return token().living(token().life().endingAt(latest));
        }
    }

    /// What is to be used, now or once it is resumed.
    sealed interface Lasting extends Endable {
        /// Puts these caveats on it, instead of those put on before; none lifts them.
        default TokenRecord restrict(List<Caveat> caveats) {
            return token().living(token().life().restricted(caveats));
        }
    }

    /// What verifies.
    sealed interface Usable extends Lasting {
        default TokenRecord suspend(Suspension suspension) {
            return token().living(token().life().suspended(Optional.of(suspension)));
        }
    }

    /// It verifies.
    record Active(TokenRecord token) implements Usable {
        @Override
        public String slug() {
            return "active";
        }

        /// Replaces it; until `endsAt` both verify.
        public TokenRecord rotate(TokenId successor, Instant now, Instant endsAt) {
            return token.living(
                    token.life().rotated(new Life.Rotation(now, successor)).endingAt(endsAt));
        }
    }

    /// It was replaced and still verifies for a while.
    record RotatedOut(TokenRecord token, TokenId successor, Instant endsAt) implements Usable {
        @Override
        public String slug() {
            return "rotated";
        }
    }

    /// It is stopped, itself or together with a token it was minted through.
    record Suspended(TokenRecord token, Suspension suspension) implements Lasting {
        @Override
        public String slug() {
            return "suspended";
        }

        /// Whether it can be resumed itself: one that is only held is resumed with the token that holds it.
        public boolean isItself() {
            return token.life().suspended().isPresent();
        }

        /// Suspends one that is only held itself too, so that it stays when that is lifted.
        public TokenRecord suspend(Suspension own) {
            return token.living(token.life().suspended(token.life().suspended().or(() -> Optional.of(own))));
        }

        /// Lifts its own suspension; one that is held too stays suspended.
        public TokenRecord resume() {
            return token.living(token.life().suspended(Optional.empty()));
        }
    }

    /// Its time is over.
    record Expired(TokenRecord token, Instant at) implements Endable {
        @Override
        public String slug() {
            return "expired";
        }

        /// The same with other restrictions, if only a restriction ended it: what was put on can be taken off.
        public Optional<TokenRecord> restrict(Instant now, List<Caveat> caveats) {
            var bare = token.living(token.life().restricted(List.of()));
            return of(bare, now) instanceof Expired
                    ? Optional.empty()
                    : Optional.of(token.living(token.life().restricted(caveats)));
        }
    }

    /// Ended for good; nothing follows.
    record Revoked(End end) implements Lifecycle {
        @Override
        public String slug() {
            return "revoked";
        }
    }

    static Lifecycle of(TokenRecord token, Instant now) {
        var life = token.life();
        if (life.ended().isPresent()) {
            return new Revoked(life.ended().get());
        }
        var suspension = life.suspended().or(life::held);
        if (suspension.isPresent()) {
            return new Suspended(token, suspension.get());
        }
        var end = token.endsBy();
        if (end.isPresent() && !now.isBefore(end.get())) {
            return new Expired(token, end.get());
        }
        return life.rotation()
                .<Lifecycle>map(rotation -> new RotatedOut(
                        token, rotation.successor(), life.endsAt().orElseThrow()))
                .orElseGet(() -> new Active(token));
    }
}
