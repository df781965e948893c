package dev.latchkey.access;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 as hints and fingerprints use it: a fresh digest, and the first bits of its result.
final class Sha256 {
    private Sha256() {}

    static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    /// The first `bits`, at most 63, as a big-endian number.
    static long leadingBits(byte[] digest, int bits) {
        return ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - bits);
    }
}
