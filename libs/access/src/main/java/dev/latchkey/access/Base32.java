package dev.latchkey.access;

/// Crockford's alphabet in strict lower case: the only letters that ids, hints and fingerprints are written in.
///
/// Sixty bits at most go through a `long`, so nothing here needs big numbers; longer ids are written in pieces.
final class Base32 {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int BITS = 5;
    private static final byte[] VALUES = values();

    private Base32() {}

    /// The lowest `5 * characters` bits of `value`, highest group first.
    static String encode(long value, int characters) {
        char[] out = new char[characters];
        for (int i = characters - 1, shift = 0; i >= 0; i--, shift += BITS) {
            out[i] = ALPHABET.charAt((int) (value >>> shift) & 31);
        }
        return new String(out);
    }

    /// The number that `text[from, to)` stands for; at most twelve characters, all of the alphabet.
    static long decode(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = (value << BITS) | VALUES[text.charAt(i)];
        }
        return value;
    }

    static boolean isWord(String text, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= VALUES.length || VALUES[c] < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) ALPHABET.indexOf(i);
        }
        return values;
    }
}
