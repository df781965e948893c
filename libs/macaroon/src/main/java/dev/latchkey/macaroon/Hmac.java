package dev.latchkey.macaroon;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// HMAC-SHA-256 (RFC 2104) with memory of its own: after construction no call allocates.
///
/// `javax.crypto.Mac` wants a key object for each new key, and here nearly every call has one. This class
/// counts its calls, because the work a presented token may cause is promised as a number of them.
final class Hmac {

    static final int LENGTH = 32;

    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest digest = sha256();
    private final byte[] pad = new byte[BLOCK];
    private final byte[] inner = new byte[LENGTH];
    private long count;

    /// Writes the 32 bytes of `HMAC(key, message)` to `out`, which may be the key or the message itself.
    ///
    /// @param key at most 64 bytes
    void compute(byte[] key, byte[] message, int offset, int length, byte[] out, int outOffset) {
        count++;
        try {
            Arrays.fill(pad, key.length, BLOCK, INNER);
            for (int i = 0; i < key.length; i++) {
                pad[i] = (byte) (key[i] ^ INNER);
            }
            digest.update(pad);
            digest.update(message, offset, length);
            digest.digest(inner, 0, LENGTH);
            for (int i = 0; i < BLOCK; i++) {
                pad[i] ^= INNER ^ OUTER;
            }
            digest.update(pad);
            digest.update(inner);
            digest.digest(out, outOffset, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 does not fit into 32 bytes", e);
        } finally {
            Arrays.fill(pad, (byte) 0);
            Arrays.fill(inner, (byte) 0);
        }
    }

    long count() {
        return count;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
