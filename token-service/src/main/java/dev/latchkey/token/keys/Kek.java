package dev.latchkey.token.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/// The key-encryption key as this process has found it.
///
/// It is a keyset: its primary key wraps, and whatever any of its keys has wrapped opens.
sealed interface Kek {
    /// It can be used.
    ///
    /// @param file where it was read from, if it was a file
    record Found(KeysetHandle keyset, Aead aead, Optional<Path> file) implements Kek {
        /// The id of the key that wraps.
        long primary() {
            return Integer.toUnsignedLong(keyset.getPrimary().getId());
        }

        /// Never the keyset.
        @Override
        public String toString() {
            return "Kek[" + primary() + "]";
        }
    }

    /// There is none to be used.
    record Missing(String why) implements Kek {}

    static Kek read(KeyConfig config) {
        if (config.kekFile().isPresent() && config.kek().isPresent()) {
            return new Missing("both latchkey.keys.kek-file and latchkey.keys.kek are set: leave one of them out");
        }
        if (config.kekFile().isEmpty() && config.kek().isEmpty()) {
            return new Missing("neither latchkey.keys.kek-file nor latchkey.keys.kek is set");
        }
        try {
            var json = config.kek().isPresent()
                    ? config.kek().get()
                    : Files.readString(config.kekFile().orElseThrow());
            return open(json, config.kekFile());
        } catch (IOException unreadable) {
            return new Missing("the file of latchkey.keys.kek-file cannot be read");
        } catch (GeneralSecurityException unusable) {
            return new Missing("the key-encryption key is no Tink AEAD keyset in JSON");
        }
    }

    private static Kek open(String json, Optional<Path> file) throws GeneralSecurityException {
        AeadConfig.register();
        var keyset =
                TinkJsonProtoKeysetFormat.parseKeyset(json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        return new Found(keyset, keyset.getPrimitive(RegistryConfiguration.get(), Aead.class), file);
    }
}
