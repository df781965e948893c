package dev.latchkey.events;

import java.util.Objects;

/// A suspended token is in force again, as far as its time is not over.
///
/// @param revision the revision of the state feed from which on verifiers accept it
/// @param version higher than that of every earlier event of the token
public record TokenResumed(String tokenId, String org, long revision, long version, Act act) implements Event {
    public TokenResumed {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_RESUMED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
