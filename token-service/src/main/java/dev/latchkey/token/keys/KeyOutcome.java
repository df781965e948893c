package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.events.StateChanged;
import java.time.Instant;
import java.util.List;

/// What came of rotating or retiring a root key.
public sealed interface KeyOutcome {
    /// It was done.
    sealed interface Done extends KeyOutcome {
        /// What verifiers are told.
        List<StateChanged> changes();

        /// From this revision of the state feed on every verifier goes by it.
        default long revision() {
            return changes().getLast().revision();
        }
    }

    /// There is a new generation, and it mints.
    record Rotated(KeyId keyId, KeyId replaced, List<StateChanged> changes) implements Done {}

    /// Every token of the generation is refused for good.
    ///
    /// @param ended how many tokens with a record that was
    record Retired(KeyId keyId, Instant at, int ended, List<StateChanged> changes) implements Done {}

    /// There is no such root key.
    record Unknown() implements KeyOutcome {}

    /// It was retired before.
    record RetiredBefore(Instant at) implements KeyOutcome {}

    /// It is the newest: nothing could be minted without it.
    record Newest() implements KeyOutcome {}

    /// The org has used up its generations.
    record NoneLeft() implements KeyOutcome {}
}
