package dev.latchkey.events;

import java.time.Instant;
import java.util.Objects;

/// The present state of one thing a verifier must know besides keys. The record with the highest revision is the truth.
///
/// @param key what it is about, as text: `token:tok_01m3…` or `key:acme.1` ([StateKey])
/// @param revision commit order over all state records; an older one than already held is ignored
/// @param since when this state began
public record StateChanged(String key, long revision, State state, Instant since) implements Event {
    public StateChanged {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
    }

    /// What a key of the feed can be in.
    public enum State {
        /// A root key that verifies.
        ALIVE,
        /// A token, or a root key with all its tokens, that is refused for good.
        REVOKED
    }

    @Override
    public EventType type() {
        return EventType.STATE_CHANGED;
    }
}
