package dev.latchkey.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A token was ended for good.
///
/// @param because the token whose end took this one with it, if it was not ended itself
/// @param cause `revoked`, `rotated` (its overlap with a successor is over), `leaked`, `parent` or
///     `key-generation`; absent in events of a time when there was only `revoked`
/// @param revision the revision of the state feed from which on every verifier refuses it
/// @param version higher than that of every earlier event of the token
public record TokenRevoked(
        String tokenId,
        String org,
        @Nullable String because,
        @Nullable String cause,
        long revision,
        long version,
        Act act)
        implements Event {
    public TokenRevoked {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_REVOKED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
