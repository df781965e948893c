package dev.latchkey.token.state;

import dev.latchkey.access.KeyId;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What this verifier knows of tokens, keys, people and apps besides signatures, in memory: a look-up does no I/O.
///
/// Changes arrive from three sides (own commits, the topic, the table), in any order and more than once; the one with
/// the highest revision stays.
@Singleton
public final class StateFeed {
    private final Freshness freshness;
    private final Map<String, StateChanged> known = new ConcurrentHashMap<>();
    private final AppliedRevisions revisions = new AppliedRevisions();
    private final List<Runnable> whenApplied = new CopyOnWriteArrayList<>();
    private volatile boolean complete;

    StateFeed(Freshness freshness) {
        this.freshness = freshness;
    }

    /// Takes a change, unless a later one of the same key is already known.
    public void apply(StateChanged change) {
        take(change);
        tell(revisions.add(change.revision()));
    }

    /// The same for a change that the table holds: the reading as a whole says how far it goes.
    void take(StateChanged change) {
        known.merge(
                change.key(),
                StrictestState.checked(change),
                (held, next) -> next.revision() > held.revision() ? next : held);
    }

    /// The table has been read to its end, and all of it taken.
    ///
    /// @param revision the last one there was
    /// @param asked when the table was asked
    void tableIsIn(long revision, Instant asked) {
        var grown = revisions.addAllUpTo(revision);
        freshness.polled(asked);
        complete = true;
        tell(grown);
    }

    /// Revisions up to this one are there.
    void heardOf(long revision) {
        revisions.heardOf(revision);
    }

    /// What can matter no more is let go of, unless something newer is known of it.
    void forget(String key, long revision) {
        known.computeIfPresent(key, (name, held) -> held.revision() > revision ? held : null);
    }

    private void tell(boolean grown) {
        if (grown) {
            whenApplied.forEach(Runnable::run);
        }
    }

    /// Has this run, quickly, whenever [#applied()] has grown.
    public void whenApplied(Runnable listener) {
        whenApplied.add(listener);
    }

    /// Every change up to this revision is known here.
    public long applied() {
        return revisions.whole();
    }

    /// How many revisions are known to be there that have not been applied.
    long behind() {
        return revisions.behind();
    }

    /// Whether the state before the start of this process is in.
    public boolean isComplete() {
        return complete;
    }

    /// Whether verdicts may be given by what is known here: it is complete, and young enough.
    public boolean isFresh() {
        return complete && freshness.isFresh(applied());
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
