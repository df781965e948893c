package dev.latchkey.token.record;

import java.time.Instant;
import java.util.Optional;

/// Where a token is in its life. Each state offers only what may follow it.
public sealed interface Lifecycle {
    /// The word on the wire: `active`, `expired`, `revoked`.
    String slug();

    /// It verifies.
    record Active() implements Lifecycle {
        @Override
        public String slug() {
            return "active";
        }

        public Revoked revoke(Instant now) {
            return new Revoked(now);
        }
    }

    /// Its time is over. It can still be revoked, so that a copy presented later is answered as ended by somebody.
    record Expired(Instant at) implements Lifecycle {
        @Override
        public String slug() {
            return "expired";
        }

        public Revoked revoke(Instant now) {
            return new Revoked(now);
        }
    }

    /// Ended for good; nothing follows.
    record Revoked(Instant at) implements Lifecycle {
        @Override
        public String slug() {
            return "revoked";
        }
    }

    static Lifecycle of(Optional<Instant> revokedAt, Instant expiresAt, Instant now) {
        if (revokedAt.isPresent()) {
            return new Revoked(revokedAt.get());
        }
        return now.isBefore(expiresAt) ? new Active() : new Expired(expiresAt);
    }
}
