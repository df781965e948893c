package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// HPKE in base mode (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, one message per context, no
/// associated data. The JDK's own parts alone.
final class Hpke {
    /// The key of the sender that lives for one message, in front of the ciphertext.
    static final int ENCAPSULATED = 32;

    /// The tag behind the ciphertext.
    static final int TAG = 16;

    private static final byte[] VERSION = "HPKE-v1".getBytes(US_ASCII);
    private static final byte[] KEM_SUITE = {'K', 'E', 'M', 0x00, 0x20};
    private static final byte[] SUITE = {'H', 'P', 'K', 'E', 0x00, 0x20, 0x00, 0x01, 0x00, 0x02};
    private static final byte[] NOTHING = {};
    private static final byte[] BASE_MODE = {0};
    private static final int SECRET = 32;
    private static final int KEY = 32;
    private static final int NONCE = 12;

    private Hpke() {}

    /// What only the owner of `to` can open.
    ///
    /// @param ephemeral 32 fresh random bytes for this message alone
    /// @throws IllegalArgumentException for a public key of small order
    static byte[] seal(byte[] to, byte[] ephemeral, byte[] info, byte[] plaintext) {
        byte[] encapsulated = X25519.publicKey(ephemeral);
        byte[] shared = X25519.agree(ephemeral, to)
                .orElseThrow(() -> new IllegalArgumentException("nothing can be sealed to this key"));
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, shared, joined(encapsulated, to), info);
            return joined(encapsulated, cipher.doFinal(plaintext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    /// The plaintext, or nothing if it was not sealed to this key in this way.
    static Optional<byte[]> open(byte[] secret, byte[] publicKey, byte[] info, byte[] sealed) {
        if (sealed.length < ENCAPSULATED + TAG) {
            return Optional.empty();
        }
        byte[] encapsulated = Arrays.copyOf(sealed, ENCAPSULATED);
        Optional<byte[]> shared = X25519.agree(secret, encapsulated);
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, shared.get(), joined(encapsulated, publicKey), info);
            return Optional.of(cipher.doFinal(sealed, ENCAPSULATED, sealed.length - ENCAPSULATED));
        } catch (AEADBadTagException altered) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening failed", e);
        } finally {
            Arrays.fill(shared.get(), (byte) 0);
        }
    }

    /// RFC 9180 §4.1 and §5.1, then the first nonce of §5.2.
    private static Cipher cipher(int mode, byte[] shared, byte[] kemContext, byte[] info)
            throws GeneralSecurityException {
        byte[] secret =
                expand(extract(NOTHING, KEM_SUITE, "eae_prk", shared), KEM_SUITE, "shared_secret", kemContext, SECRET);
        byte[] context = joined(
                BASE_MODE, extract(NOTHING, SUITE, "psk_id_hash", NOTHING), extract(NOTHING, SUITE, "info_hash", info));
        byte[] schedule = extract(secret, SUITE, "secret", NOTHING);
        byte[] key = expand(schedule, SUITE, "key", context, KEY);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG * 8, expand(schedule, SUITE, "base_nonce", context, NONCE)));
            return cipher;
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(schedule, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] extract(byte[] salt, byte[] suite, String label, byte[] input)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addSalt(salt)
                        .addIKM(joined(VERSION, suite, label.getBytes(US_ASCII), input))
                        .extractOnly());
    }

    private static byte[] expand(byte[] key, byte[] suite, String label, byte[] info, int length)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.expandOnly(
                        new SecretKeySpec(key, "Generic"),
                        joined(new byte[] {0, (byte) length}, VERSION, suite, label.getBytes(US_ASCII), info),
                        length));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
