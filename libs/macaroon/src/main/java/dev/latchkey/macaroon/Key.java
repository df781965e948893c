package dev.latchkey.macaroon;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// The 32 bytes a chain of signatures starts from. Whoever has them can make any token of the chain, so they
/// are never printed, are compared in constant time only, and leave by one method that says so.
///
/// Heap memory is not wiped when a key becomes garbage, and the collector may have copied it before: the JVM
/// gives no guarantee. Scratch memory of this package is cleared after use all the same.
public final class Key {

    private static final byte[] GENERATOR = "macaroons-key-generator".getBytes(StandardCharsets.US_ASCII);

    private final byte[] derived;

    private Key(byte[] derived) {
        this.derived = derived;
    }

    /// The chain key of a root key or of a caveat's secret: `HMAC-SHA-256("macaroons-key-generator", secret)`,
    /// as libmacaroons derives it. Every constructor of a macaroon starts here, once.
    ///
    /// @param secret at least one byte; should be 32 random ones. Not kept, and the caller's to clear
    /// @throws IllegalArgumentException if there is no byte
    public static Key derive(byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("a key cannot be derived from nothing");
        }
        var derived = new byte[Hmac.LENGTH];
        new Hmac().compute(GENERATOR, secret, 0, secret.length, derived, 0);
        return new Key(derived);
    }

    /// A key that has been derived before. Deriving it again would start another chain.
    ///
    /// @param derived 32 bytes, copied
    /// @throws IllegalArgumentException if there are not 32
    public static Key ofDerived(byte[] derived) {
        if (derived.length != Hmac.LENGTH) {
            throw new IllegalArgumentException("a derived key has 32 bytes, not " + derived.length);
        }
        return new Key(derived.clone());
    }

    /// A copy of the secret bytes, for whoever must store or send them.
    public byte[] derivedBytes() {
        return derived.clone();
    }

    byte[] raw() {
        return derived;
    }

    void clear() {
        Arrays.fill(derived, (byte) 0);
    }

    /// Constant time in the bytes.
    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && MessageDigest.isEqual(derived, key.derived);
    }

    /// The same for every key: a hash of the bytes would give away some of them.
    @Override
    public int hashCode() {
        return Key.class.hashCode();
    }

    @Override
    public String toString() {
        return "Key[redacted]";
    }
}
