package dev.latchkey.events;

import java.util.Objects;

/// The present state of one thing a verifier must know besides keys. The record with the highest revision is the truth.
///
/// @param key what it is about, as text ([StateKey])
/// @param revision commit order over all state records; an older one than already held is ignored
public record StateChanged(String key, long revision, State state) implements Event {
    public StateChanged {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(state, "state");
    }

    @Override
    public EventType type() {
        return EventType.STATE_CHANGED;
    }
}
