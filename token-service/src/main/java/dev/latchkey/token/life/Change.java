package dev.latchkey.token.life;

import dev.latchkey.events.StateChanged;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.TokenRecord;
import java.util.List;
import java.util.Optional;

/// What came of a change of a token's state.
public sealed interface Change {
    /// It was made, and verifiers are told.
    ///
    /// @param also what changed along with it: descendants, in the order of birth within a generation
    /// @param states what verifiers are told; empty where it does not matter to them
    record Made(TokenRecord token, List<TokenRecord> also, List<StateChanged> states) implements Change {
        /// From this revision of the feed on it is in force everywhere; empty where it does not matter to
        /// verifiers.
        public Optional<Long> revision() {
            return states.isEmpty()
                    ? Optional.empty()
                    : Optional.of(states.getLast().revision());
        }
    }

    /// The state it is in does not allow it.
    record Illegal(Lifecycle from) implements Change {}

    /// The caller may not do this to this token.
    record NotAllowed() implements Change {}

    /// It has another version than the caller has seen.
    record Outdated(long version) implements Change {}

    /// There is no such token in the org.
    record Unknown() implements Change {}
}
