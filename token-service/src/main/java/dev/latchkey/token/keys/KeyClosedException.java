package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;

/// Thrown where a root key does not open under the key-encryption key that is there: its row was moved, or the key that
/// it was wrapped under is missing here.
public final class KeyClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyClosedException(KeyId keyId, Throwable cause) {
        super("root key " + keyId + " does not open under this key-encryption key", cause);
    }
}
