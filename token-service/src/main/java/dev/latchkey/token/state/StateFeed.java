package dev.latchkey.token.state;

import dev.latchkey.access.KeyId;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What this verifier knows of tokens, keys, people and apps besides signatures, in memory: a look-up does no I/O.
///
/// Changes arrive from three sides (own commits, the topic, the table), in any order and more than once; the one with
/// the highest revision stays.
@Singleton
public final class StateFeed {
    private final Map<String, StateChanged> known = new ConcurrentHashMap<>();
    private volatile boolean complete;

    /// Takes a change, unless a later one of the same key is already known.
    public void apply(StateChanged change) {
        known.merge(change.key(), change, (held, next) -> next.revision() > held.revision() ? next : held);
    }

    void snapshotIsIn() {
        complete = true;
    }

    /// Whether the state before the start of this process is in.
    public boolean isComplete() {
        return complete;
    }

    /// Whether this root key is named by the feed; an id that is not is unknown, and no database is asked for it.
    public boolean names(KeyId keyId) {
        return known.containsKey(StateKey.rootKey(keyId.text()));
    }

    /// The state of a key of the feed ([StateKey]), if it has one of this kind.
    public <S extends State> Optional<S> find(String key, Class<S> kind) {
        return Optional.ofNullable(known.get(key))
                .map(StateChanged::state)
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
