package dev.latchkey.token.revoke;

import dev.latchkey.events.StateChanged;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.TokenRecord;
import java.util.List;

/// What came of a revocation.
sealed interface RevokeOutcome {
    /// It ended, and with it what was minted through it.
    record Revoked(TokenRecord token, List<TokenRecord> children, List<StateChanged> changes) implements RevokeOutcome {
        /// From this revision on every verifier refuses all of them.
        long revision() {
            return changes.getLast().revision();
        }
    }

    /// It had ended before.
    record AlreadyRevoked(Lifecycle.Revoked since) implements RevokeOutcome {}

    /// The person's role does not allow ending this one.
    record NotAllowed() implements RevokeOutcome {}

    /// There is no such token in the org.
    record Unknown() implements RevokeOutcome {}
}
