package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.events.Act;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/// Generations of an org's root keys. When a change is answered, this verifier goes by it; the others follow by the
/// feed.
@Singleton
public final class KeyGenerations {
    private final KeyTransaction transaction;
    private final StateFeed feed;

    KeyGenerations(KeyTransaction transaction, StateFeed feed) {
        this.transaction = transaction;
        this.feed = feed;
    }

    /// All of the org's, the newest first.
    public Uni<List<Generation>> list(OrgHandle org) {
        return transaction.list(org);
    }

    /// A new generation mints from now on.
    public Uni<KeyOutcome> rotate(OrgHandle org, Act act) {
        return transaction.rotate(org, act).invoke(this::apply);
    }

    /// Every token of the generation ends for good.
    public Uni<KeyOutcome> retire(KeyId keyId, Act act) {
        return transaction.retire(keyId, act).invoke(this::apply);
    }

    private void apply(KeyOutcome outcome) {
        if (outcome instanceof KeyOutcome.Done done) {
            done.changes().forEach(feed::apply);
        }
    }
}
