package dev.latchkey.token.idempotency;

/// Takes back, with its transaction, what a request made whose key stands for something already.
public final class KeyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Claim claim;

    public KeyTakenException(Claim claim) {
        super("the key is taken", null, false, false);
        this.claim = claim;
    }

    /// What the key stands for; never [Claim.First].
    public Claim claim() {
        return claim;
    }
}
