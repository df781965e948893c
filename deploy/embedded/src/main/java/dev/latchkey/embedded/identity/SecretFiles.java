package dev.latchkey.embedded.identity;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.latchkey.embedded.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// The secrets that a deployment mounts as files, made at the first start and kept: losing one makes what it protects
/// unreadable.
///
/// @param kek the key-encryption key of the root keys, a Tink keyset in JSON
/// @param cursorKey the key that seals page cursors, 32 random bytes in base64
/// @param sessionKey the key of cookies and forms of session-service, 32 random bytes in base64
/// @param pepper what is hashed with every password, 32 random bytes in base64
public record SecretFiles(Path kek, Path cursorKey, Path sessionKey, Path pepper) {
    private static final int KEY_BYTES = 32;

    /// Makes the files that are missing in a directory.
    public static SecretFiles in(Path directory) throws IOException {
        var files = new SecretFiles(
                directory.resolve("kek.json"),
                directory.resolve("cursor.key"),
                directory.resolve("session.key"),
                directory.resolve("pepper"));
        if (!Files.exists(files.kek)) {
            PrivateFile.write(files.kek, freshKeyset());
        }
        for (var key : List.of(files.cursorKey, files.sessionKey, files.pepper)) {
            addKey(key);
        }
        return files;
    }

    private static void addKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            var key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            PrivateFile.write(file, Base64.getEncoder().encodeToString(key));
        }
    }

    private static String freshKeyset() throws IOException {
        try {
            var aead = AeadConfig2026.get();
            var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, aead);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, aead, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException unsupported) {
            throw new IOException("no key-encryption key could be made", unsupported);
        }
    }
}
