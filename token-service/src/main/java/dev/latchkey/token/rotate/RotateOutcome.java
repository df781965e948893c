package dev.latchkey.token.rotate;

import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.life.Change;
import dev.latchkey.token.record.TokenRecord;

/// What came of a rotation.
sealed interface RotateOutcome {
    /// The successor exists; its text is shown this once.
    record Rotated(TokenRecord successor, String text) implements RotateOutcome {
        @Override
        public String toString() {
            return "Rotated[" + successor.id() + "]";
        }
    }

    /// The presented token or its person may not mint this.
    record Refused(Problem problem) implements RotateOutcome {}

    /// The request's `Idempotency-Key` stands for something already; nothing was minted.
    record KeyTaken(Claim claim) implements RotateOutcome {}

    /// The old token could not be replaced, and nothing was minted.
    record NotReplaced(Change change) implements RotateOutcome {}
}
