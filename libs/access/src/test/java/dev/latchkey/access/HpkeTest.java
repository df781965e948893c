package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.junit.jupiter.api.Test;

/// Bouncy Castle's HPKE, which shares no code with ours, as a witness.
class HpkeTest {
    private static final HPKE THEIRS =
            new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    private static final byte[] INFO = "latchkey/ticket/v1".getBytes(US_ASCII);
    private static final byte[] NO_DATA = {};

    @Test
    void theyOpenWhatWeSeal() {
        RandomCases.check(200, random -> {
            // given
            byte[] secret = bytes(random.nextLong());
            byte[] plaintext = Arrays.copyOf(bytes(random.nextLong()), random.nextInt(1, 32));
            AsymmetricCipherKeyPair theirKey = THEIRS.deserializePrivateKey(secret, X25519.publicKey(secret));

            // when
            byte[] sealed = Hpke.seal(X25519.publicKey(secret), bytes(random.nextLong()), INFO, plaintext);

            // then
            assertThat(theirs(sealed, theirKey)).isEqualTo(plaintext);
        });
    }

    @Test
    void weOpenWhatTheySeal() {
        RandomCases.check(200, random -> {
            // given
            byte[] secret = bytes(random.nextLong());
            byte[] publicKey = X25519.publicKey(secret);
            byte[] plaintext = bytes(random.nextLong());
            byte[][] theirs = sealedByThem(publicKey, plaintext);

            // when
            byte[] sealed = Arrays.copyOf(theirs[1], 32 + theirs[0].length);
            System.arraycopy(theirs[0], 0, sealed, 32, theirs[0].length);

            // then
            assertThat(Hpke.open(secret, publicKey, INFO, sealed).orElseThrow()).isEqualTo(plaintext);
        });
    }

    /// RFC 9180, appendix A.1 has the same KEM: its key pair derives the same way.
    @Test
    void publicKeysAreThoseOfTheRfc() {
        // given
        byte[] secret = HexFormat.of().parseHex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736");

        // then
        assertThat(HexFormat.of().formatHex(X25519.publicKey(secret)))
                .isEqualTo("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
    }

    @Test
    void nothingButWhatWasSealedOpens() {
        // given
        byte[] secret = bytes(1);
        byte[] publicKey = X25519.publicKey(secret);
        byte[] sealed = Hpke.seal(publicKey, bytes(2), INFO, new byte[] {1, 2, 3});

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            // when
            byte[] altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);

            // then: the highest bit of a public key does not count (RFC 7748 §5), but the context binds it
            assertThat(Hpke.open(secret, publicKey, INFO, altered))
                    .as("bit %d", bit)
                    .isEmpty();
        }
        assertThat(Hpke.open(bytes(3), X25519.publicKey(bytes(3)), INFO, sealed))
                .isEmpty();
        assertThat(Hpke.open(secret, publicKey, "latchkey/ticket/v2".getBytes(US_ASCII), sealed))
                .isEmpty();
        assertThat(Hpke.open(secret, publicKey, INFO, Arrays.copyOf(sealed, 47)))
                .isEmpty();
        assertThat(Hpke.open(secret, publicKey, INFO, new byte[60])).isEmpty();
    }

    @Test
    void nothingIsSealedToAKeyOfSmallOrder() {
        assertThatThrownBy(() -> Hpke.seal(new byte[32], bytes(1), INFO, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] theirs(byte[] sealed, AsymmetricCipherKeyPair key) {
        try {
            return THEIRS.open(
                    Arrays.copyOf(sealed, 32),
                    key,
                    INFO,
                    NO_DATA,
                    Arrays.copyOfRange(sealed, 32, sealed.length),
                    null,
                    null,
                    null);
        } catch (InvalidCipherTextException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[][] sealedByThem(byte[] publicKey, byte[] plaintext) {
        try {
            return THEIRS.seal(THEIRS.deserializePublicKey(publicKey), INFO, NO_DATA, plaintext, null, null, null);
        } catch (InvalidCipherTextException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[32];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }
}
