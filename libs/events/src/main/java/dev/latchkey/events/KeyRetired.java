package dev.latchkey.events;

import java.util.Objects;

/// A root key was retired, and every token that hangs from it is refused for good.
///
/// @param keyId `acme.1`
/// @param endedTokens how many tokens with a record ended with it
/// @param revision of the state feed, from which on verifiers refuse its tokens
public record KeyRetired(String org, String keyId, int endedTokens, long revision, Act act) implements Event {
    public KeyRetired {
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(keyId, "key_id");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.KEY_RETIRED;
    }

    @Override
    public String key() {
        return keyId;
    }
}
