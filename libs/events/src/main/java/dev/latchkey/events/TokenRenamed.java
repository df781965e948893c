package dev.latchkey.events;

import java.util.Objects;

/// A token has another name.
///
/// @param version higher than that of every earlier event of the token
public record TokenRenamed(String tokenId, String org, String before, String after, long version, Act act)
        implements Event {
    public TokenRenamed {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_RENAMED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
