package dev.latchkey.events;

import java.time.Instant;
import java.util.Objects;

/// A token's issued time is over. Verifiers refuse it from `expiredAt` on; this comes a little later, once.
///
/// @param expiredAt its issued end
/// @param version higher than that of every earlier event of the token
public record TokenExpired(String tokenId, String org, Instant expiredAt, long version, Act act) implements Event {
    public TokenExpired {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(expiredAt, "expired_at");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_EXPIRED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
