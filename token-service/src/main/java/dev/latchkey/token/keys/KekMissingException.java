package dev.latchkey.token.keys;

/// Thrown where a root key is needed and there is no key-encryption key to open it. The service is not ready then.
public final class KekMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KekMissingException(String why) {
        super(why);
    }
}
