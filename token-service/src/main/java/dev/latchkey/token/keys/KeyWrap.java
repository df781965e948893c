package dev.latchkey.token.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import dev.latchkey.access.KeyId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;

/// Encrypts root keys at rest under the key-encryption key, bound to their key id, so that a row cannot be moved.
@Singleton
final class KeyWrap {
    private static final String PURPOSE = "latchkey/root-key/v1/";

    private final Aead aead;

    KeyWrap(KeyConfig config) {
        try {
            AeadConfig.register();
            var keyset = TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(config.kekFile()), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
            this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (IOException missing) {
            throw new UncheckedIOException("the key-encryption key cannot be read", missing);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the key-encryption key is not a Tink AEAD keyset", unusable);
        }
    }

    byte[] wrap(KeyId keyId, byte[] rootKey) {
        try {
            return aead.encrypt(rootKey, associated(keyId));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a root key could not be encrypted", impossible);
        }
    }

    byte[] unwrap(KeyId keyId, byte[] wrapped) {
        try {
            return aead.decrypt(wrapped, associated(keyId));
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException(
                    "root key " + keyId + " does not open under this key-encryption key", refused);
        }
    }

    private static byte[] associated(KeyId keyId) {
        return (PURPOSE + keyId.text()).getBytes(StandardCharsets.US_ASCII);
    }
}
