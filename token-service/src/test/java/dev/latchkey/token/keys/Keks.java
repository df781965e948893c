package dev.latchkey.token.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/// Key-encryption keysets for tests, and the settings that name them.
final class Keks {
    private static final Random RANDOM = new Random(11);

    private Keks() {}

    private record Settings(Optional<Path> kekFile, Optional<String> kek) implements KeyConfig {
        @Override
        public Duration upkeepEvery() {
            return Duration.ofHours(1);
        }
    }

    static KeyConfig inFile(Path file) {
        return new Settings(Optional.of(file), Optional.empty());
    }

    static KeyConfig inEnvironment(String json) {
        return new Settings(Optional.empty(), Optional.of(json));
    }

    static KeyConfig both(Path file, String json) {
        return new Settings(Optional.of(file), Optional.of(json));
    }

    static KeyConfig neither() {
        return new Settings(Optional.empty(), Optional.empty());
    }

    /// 32 random bytes.
    static byte[] bytes() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// A key of a keyset, by its id.
    record Part(int id, SecretBytes bytes) {
        static Part of(int id, byte[] bytes) {
            return new Part(id, SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()));
        }
    }

    static Part part(int id) {
        return Part.of(id, bytes());
    }

    /// The JSON of a keyset of these keys; the first is the primary.
    @AccessesPartialKey
    static String keyset(Part... parts) throws GeneralSecurityException {
        AeadConfig.register();
        var builder = KeysetHandle.newBuilder();
        for (var i = 0; i < parts.length; i++) {
            var entry = KeysetHandle.importKey(key(parts[i])).withFixedId(parts[i].id());
            builder.addEntry(i == 0 ? entry.makePrimary() : entry);
        }
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                builder.build(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    @AccessesPartialKey
    private static AesGcmKey key(Part part) throws GeneralSecurityException {
        var parameters = AesGcmParameters.builder()
                .setKeySizeBytes(part.bytes().size())
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.TINK)
                .build();
        return AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(part.bytes())
                .setIdRequirement(part.id())
                .build();
    }
}
