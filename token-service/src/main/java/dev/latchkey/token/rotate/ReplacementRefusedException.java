package dev.latchkey.token.rotate;

import dev.latchkey.token.life.Change;

/// Takes a successor back, with the transaction that stored it, because the old token could not be replaced.
final class ReplacementRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Change change;

    ReplacementRefusedException(Change change) {
        super("the token could not be replaced", null, false, false);
        this.change = change;
    }

    Change change() {
        return change;
    }
}
