package dev.latchkey.events;

import java.util.Objects;

/// The bytes of a retired root key were deleted, because none of its tokens can still be unexpired.
///
/// @param keyId `acme.1`
public record KeyDeleted(String org, String keyId, Act act) implements Event {
    public KeyDeleted {
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(keyId, "key_id");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.KEY_DELETED;
    }

    @Override
    public String key() {
        return keyId;
    }
}
