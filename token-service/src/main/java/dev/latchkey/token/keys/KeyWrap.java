package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// Encrypts root keys at rest under the key-encryption key, bound to their key id, so that a row cannot be moved.
@Singleton
final class KeyWrap {
    private static final String PURPOSE = "latchkey/root-key/v1/";

    private final Kek kek;

    KeyWrap(KeyConfig config) {
        this.kek = Kek.read(config);
    }

    Kek kek() {
        return kek;
    }

    /// The id of the key under which [#wrap] encrypts.
    long primary() {
        return found().primary();
    }

    byte[] wrap(KeyId keyId, byte[] rootKey) {
        try {
            return found().aead().encrypt(rootKey, associated(keyId));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a root key could not be encrypted", impossible);
        }
    }

    byte[] unwrap(KeyId keyId, byte[] wrapped) {
        try {
            return found().aead().decrypt(wrapped, associated(keyId));
        } catch (GeneralSecurityException refused) {
            throw new KeyClosedException(keyId, refused);
        }
    }

    private Kek.Found found() {
        return switch (kek) {
            case Kek.Found found -> found;
            case Kek.Missing(var why) -> throw new KekMissingException(why);
        };
    }

    private static byte[] associated(KeyId keyId) {
        return (PURPOSE + keyId.text()).getBytes(StandardCharsets.US_ASCII);
    }
}
