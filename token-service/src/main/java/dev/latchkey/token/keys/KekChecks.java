package dev.latchkey.token.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AesGcmKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What speaks against a key-encryption key in production. A root key is as safe as the key it is wrapped under.
final class KekChecks {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private KekChecks() {}

    static List<String> objections(Kek.Found kek) {
        var found = new ArrayList<String>();
        kek.file().flatMap(KekChecks::readableByOthers).ifPresent(found::add);
        for (var i = 0; i < kek.keyset().size(); i++) {
            weak(kek.keyset().getAt(i)).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    private static Optional<String> readableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)
                    ? Optional.of("the file of the key-encryption key is open to others: chmod o= it")
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.of("who can read the file of the key-encryption key cannot be found out");
        }
    }

    @AccessesPartialKey
    private static Optional<String> weak(KeysetHandle.Entry entry) {
        var name = "key " + Integer.toUnsignedString(entry.getId()) + " of the key-encryption keyset ";
        if (!(entry.getKey() instanceof AesGcmKey key)) {
            return Optional.of(name + "is not for AES-GCM");
        }
        var bytes = key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
        try {
            return KeyMaterial.objection(bytes).map(objection -> name + objection);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
