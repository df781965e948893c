package dev.latchkey.token.rotate;

/// Takes a successor back that was made of what has changed meanwhile: the key, or what was put on the old token.
final class OvertakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OvertakenException() {
        super("what the successor was made of has changed meanwhile", null, false, false);
    }
}
