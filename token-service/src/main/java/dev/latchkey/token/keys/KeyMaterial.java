package dev.latchkey.token.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// Tells bytes that may be a random key from bytes that cannot be one.
final class KeyMaterial {
    private static final int BYTES = 32;
    private static final int FEWEST_DISTINCT = 16;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    /// SHA-256 of keys that anybody can read: those of the token format's known answers, that of Tink's samples, and
    /// that of the sample in docs/keys.md.
    private static final Set<String> PUBLISHED = Set.of(
            "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd",
            "72dbb7336c76780023f83da4c355f2eeea85733b13d3477697917790c1229084",
            "ca2a4fe727faaecf16ecd130a86e0885c5540c05375340445071c0657555fd42",
            "ac1c933c41e07da37aed80273eef7cda0e99d383791a6435b850dcfda7f4f8cb",
            "c7d68b211690088eb501e79a89ab3435bc30630ee8fdbf3265ffc114a79a8e36");

    private KeyMaterial() {}

    /// What speaks against these bytes; they are never part of it.
    static Optional<String> objection(byte[] key) {
        if (key.length != BYTES) {
            return Optional.of("has " + key.length + " bytes instead of 32");
        }
        if (PUBLISHED.contains(sha256(key))) {
            return Optional.of("is published: anybody can read it");
        }
        if (isPrintable(key)) {
            return Optional.of("is printable text");
        }
        return distinct(key) < FEWEST_DISTINCT
                ? Optional.of("has fewer than 16 distinct byte values")
                : Optional.empty();
    }

    private static boolean isPrintable(byte[] key) {
        for (var value : key) {
            if (value < FIRST_PRINTABLE || value > LAST_PRINTABLE) {
                return false;
            }
        }
        return true;
    }

    private static int distinct(byte[] key) {
        var seen = new BitSet();
        for (var value : key) {
            seen.set(Byte.toUnsignedInt(value));
        }
        return seen.cardinality();
    }

    private static String sha256(byte[] key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
