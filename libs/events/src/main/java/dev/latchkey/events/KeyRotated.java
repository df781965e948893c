package dev.latchkey.events;

import java.util.Objects;

/// An org has a new root key, which mints from now on. The one it replaced still verifies.
///
/// @param keyId `acme.2`
/// @param replaced `acme.1`
/// @param revision of the state feed, from which on verifiers know the key
public record KeyRotated(String org, String keyId, String replaced, long revision, Act act) implements Event {
    public KeyRotated {
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(keyId, "key_id");
        Objects.requireNonNull(replaced, "replaced");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.KEY_ROTATED;
    }

    @Override
    public String key() {
        return keyId;
    }
}
