package dev.latchkey.session.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// Signs with HMAC-SHA-256 and seals with AES-256-GCM, each purpose under a key of its own (HKDF, RFC 5869) from the
/// mounted one. What the key before made is accepted too, so that rotating it logs nobody out.
@Singleton
public final class SessionKeys {
    private static final int BYTES = 32;
    private static final int ACCEPTED = 2;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 4_096;

    private final List<byte[]> keys;
    private final SecureRandom random;

    @Inject
    SessionKeys(KeyConfig config, SecureRandom random) {
        this(read(config.file()), random);
    }

    SessionKeys(List<String> lines, SecureRandom random) {
        this.keys = lines.stream().limit(ACCEPTED).map(SessionKeys::key).toList();
        if (keys.isEmpty()) {
            throw new IllegalStateException("latchkey.session-keys.file holds no key");
        }
        this.random = random;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException("latchkey.session-keys.file cannot be read", missing);
        }
    }

    private static byte[] key(String line) {
        var key = Base64.getDecoder().decode(line.strip());
        if (key.length != BYTES) {
            throw new IllegalStateException("a key of latchkey.session-keys.file is 32 bytes in base64");
        }
        return key;
    }

    /// The signature of these parts, in base64url.
    public String sign(Purpose purpose, String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(keys.getFirst(), purpose, parts));
    }

    /// Whether a signature is of these parts, by the present key or the one before.
    public boolean isSigned(String signature, Purpose purpose, String... parts) {
        var given = decoded(signature);
        var found = false;
        for (var key : keys) {
            found |= MessageDigest.isEqual(given, mac(key, purpose, parts));
        }
        return found;
    }

    /// Seals a text so that it can be opened for this purpose and context only, and not be read elsewhere.
    public String seal(Purpose purpose, String context, String text) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), purpose, context, nonce)
                    .doFinal(text.getBytes(UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(NONCE + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Opens what was sealed for this purpose and context; empty for anything else.
    public Optional<String> open(Purpose purpose, String context, String sealed) {
        var bytes = sealed.length() > LONGEST ? new byte[0] : decoded(sealed);
        return bytes.length <= NONCE
                ? Optional.empty()
                : keys.stream()
                        .flatMap(key -> open(key, purpose, context, bytes).stream())
                        .findFirst();
    }

    private static Optional<String> open(byte[] key, Purpose purpose, String context, byte[] sealed) {
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, key, purpose, context, Arrays.copyOf(sealed, NONCE));
            return Optional.of(new String(cipher.doFinal(sealed, NONCE, sealed.length - NONCE), UTF_8));
        } catch (GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key, Purpose purpose, String context, byte[] nonce)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, derived(key, "seal " + purpose, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(UTF_8));
        return cipher;
    }

    private static byte[] mac(byte[] key, Purpose purpose, String... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(derived(key, "sign " + purpose, "HmacSHA256"));
            return mac.doFinal(joined(parts));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SecretKey derived(byte[] key, String label, String algorithm) throws GeneralSecurityException {
        var parameters = HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(label.getBytes(UTF_8), BYTES);
        return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
    }

    /// Each part behind its length, so that no two lists of parts are the same bytes.
    private static byte[] joined(String... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            var bytes = part.getBytes(UTF_8);
            all.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
