package dev.latchkey.macaroon;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/// NaCl's secretbox, XSalsa20-Poly1305, as the verification id of a third-party caveat uses it: `nonce(24) ‖
/// tag(16) ‖ ciphertext`.
///
/// The JDK has no XSalsa20. This is the only class that touches Bouncy Castle, and it is loaded only when a
/// third-party caveat is made or opened: reading, narrowing and recomputing a chain run on the JDK alone.
final class SecretBox {

    static final int NONCE = 24;

    private static final int TAG = 16;
    private static final int ONE_TIME_KEY = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static byte[] randomNonce() {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    /// @param nonce never used before with this key: two boxes under one pair give both plaintexts away
    static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext) {
        var box = new byte[NONCE + TAG + plaintext.length];
        System.arraycopy(nonce, 0, box, 0, NONCE);
        var engine = new XSalsa20Engine();
        byte[] oneTimeKey = begin(engine, true, key, nonce);
        try {
            engine.processBytes(plaintext, 0, plaintext.length, box, NONCE + TAG);
            System.arraycopy(tag(oneTimeKey, box), 0, box, NONCE, TAG);
            return box;
        } finally {
            Arrays.fill(oneTimeKey, (byte) 0);
        }
    }

    /// The plaintext, or nothing if the box was not sealed under this key; nothing is decrypted before that is
    /// known.
    static Optional<byte[]> open(byte[] key, byte[] box) {
        if (box.length < NONCE + TAG) {
            return Optional.empty();
        }
        var engine = new XSalsa20Engine();
        byte[] oneTimeKey = begin(engine, false, key, Arrays.copyOf(box, NONCE));
        try {
            if (!MessageDigest.isEqual(tag(oneTimeKey, box), Arrays.copyOfRange(box, NONCE, NONCE + TAG))) {
                return Optional.empty();
            }
            var plaintext = new byte[box.length - NONCE - TAG];
            engine.processBytes(box, NONCE + TAG, plaintext.length, plaintext, 0);
            return Optional.of(plaintext);
        } finally {
            Arrays.fill(oneTimeKey, (byte) 0);
        }
    }

    /// The first 32 bytes of the keystream are the key of the tag; the message goes on with the 33rd.
    private static byte[] begin(XSalsa20Engine engine, boolean sealing, byte[] key, byte[] nonce) {
        engine.init(sealing, new ParametersWithIV(new KeyParameter(key), nonce));
        var oneTimeKey = new byte[ONE_TIME_KEY];
        engine.processBytes(new byte[ONE_TIME_KEY], 0, ONE_TIME_KEY, oneTimeKey, 0);
        return oneTimeKey;
    }

    private static byte[] tag(byte[] oneTimeKey, byte[] box) {
        var poly1305 = new Poly1305();
        poly1305.init(new KeyParameter(oneTimeKey));
        poly1305.update(box, NONCE + TAG, box.length - NONCE - TAG);
        var tag = new byte[TAG];
        poly1305.doFinal(tag, 0);
        return tag;
    }

    private SecretBox() {}
}
