package dev.latchkey.events;

import java.util.Objects;

/// A narrowed copy of a token was ended for good, with whatever was narrowed from it; the token lives on.
///
/// @param tokenId the token of which it is a copy
/// @param copy fingerprint of what was appended
/// @param revision the revision of the state feed from which on every verifier refuses it
/// @param version higher than that of every earlier event of the token
public record CopyRevoked(String tokenId, String org, String copy, long revision, long version, Act act)
        implements Event {
    public CopyRevoked {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(copy, "copy");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.COPY_REVOKED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
