package dev.latchkey.token.state;

import dev.latchkey.access.Identifier;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.SessionId;
import dev.latchkey.access.Standing;
import dev.latchkey.access.Standing.Revoked.What;
import dev.latchkey.access.Standings;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateChanged.State;
import dev.latchkey.events.StateKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What this verifier knows of tokens and keys besides their signatures, in memory: a look-up does no I/O.
///
/// Changes arrive from three sides (own commits, the topic, the table), in any order and more than once; the one with
/// the
/// highest revision stays. Until the first whole snapshot is in, everything is refused.
@Singleton
public final class StateFeed implements Standings {
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

    @Override
    public Standing of(Identifier identifier) {
        if (!complete) {
            return new Standing.Stale();
        }
        var generation = revokedSince(StateKey.rootKey(identifier.keyId().text()));
        if (generation.isPresent()) {
            return new Standing.Revoked(generation.get(), What.KEY_GENERATION);
        }
        return revokedSince(StateKey.token(identifier.tokenId().publicId()))
                .<Standing>map(since -> new Standing.Revoked(since, What.TOKEN))
                .orElseGet(Standing.Live::new);
    }

    private Optional<Instant> revokedSince(String key) {
        var change = known.get(key);
        return change != null && change.state() == State.REVOKED ? Optional.of(change.since()) : Optional.empty();
    }

    /// Sessions are not known yet: there is no service that starts one.
    @Override
    public Standing of(SessionId session) {
        return complete ? new Standing.Live() : new Standing.Stale();
    }
}
