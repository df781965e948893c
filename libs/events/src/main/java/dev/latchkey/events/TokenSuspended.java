package dev.latchkey.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A token was stopped; it can be resumed.
///
/// @param cause `requested`, `parent` (a token it was minted through was suspended) or `owner-left`
/// @param with the token whose suspension took this one along, if it was not suspended itself
/// @param revision the revision of the state feed from which on every verifier refuses it
/// @param version higher than that of every earlier event of the token
public record TokenSuspended(
        String tokenId, String org, String cause, @Nullable String with, long revision, long version, Act act)
        implements Event {
    public TokenSuspended {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_SUSPENDED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
