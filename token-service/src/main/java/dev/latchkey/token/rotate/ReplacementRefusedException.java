package dev.latchkey.token.rotate;

/// Takes a successor back, with the transaction that stored it, because the old token could not be replaced.
final class ReplacementRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RotateOutcome outcome;

    ReplacementRefusedException(RotateOutcome outcome) {
        super("the token could not be replaced", null, false, false);
        this.outcome = outcome;
    }

    RotateOutcome outcome() {
        return outcome;
    }
}
