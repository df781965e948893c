package dev.latchkey.macaroon;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decodes base64url (RFC 4648 §5) character by character, strictly: one spelling for each sequence of bytes,
/// plus its correct padding.
final class TextSource implements Source {

    private static final byte[] DIGITS = digits();

    private final String text;
    private final int start;
    private final byte[] bytes;
    private int next;
    private int count;
    private int pending;
    private int pendingBits;
    private @Nullable Rule broken;

    TextSource(String text, int start) {
        this.text = text;
        this.start = start;
        this.next = start;
        this.bytes = new byte[Math.min(text.length() - start, Limits.MAX_TEXT) * 3 / 4];
    }

    @Override
    public boolean has(int wanted) {
        while (count < wanted) {
            if (next >= text.length() || !take(text.charAt(next))) {
                return false;
            }
        }
        return true;
    }

    private boolean take(char character) {
        if (next >= Limits.MAX_TEXT) {
            broken = Rule.TOO_LONG;
            return false;
        }
        int digit = character < DIGITS.length ? DIGITS[character] : -1;
        if (digit < 0) {
            broken = character == '=' ? Rule.PADDING : Rule.ALPHABET;
            return false;
        }
        next++;
        pending = pending << 6 | digit;
        pendingBits += 6;
        if (pendingBits >= 8) {
            pendingBits -= 8;
            bytes[count++] = (byte) (pending >> pendingBits);
            pending &= (1 << pendingBits) - 1;
        }
        return true;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public Reading shortfall(int needed, boolean exact) {
        return broken == null ? new Reading.Truncated(count, needed, exact) : new Reading.Malformed(broken, next + 1);
    }

    @Override
    public Reading.Malformed malformed(Rule rule, int index) {
        return new Reading.Malformed(rule, start + index * 4 / 3 + 1);
    }

    @Override
    public Reading whole(Sections sections, int length) {
        if (pending != 0) {
            return new Reading.Malformed(Rule.SPARE_BITS, next);
        }
        int asked = (3 - length % 3) % 3;
        int given = 0;
        while (given <= asked && next + given < text.length() && text.charAt(next + given) == '=') {
            given++;
        }
        int end = next + given;
        if (given > asked) {
            return new Reading.Malformed(Rule.PADDING, end);
        }
        if (given != 0 && given < asked) {
            return new Reading.Malformed(Rule.PADDING, end + 1);
        }
        if (end > Limits.MAX_TEXT) {
            return new Reading.Malformed(Rule.TOO_LONG, Limits.MAX_TEXT + 1);
        }
        return new Reading.Whole(new Macaroon(bytes, length, sections), end - start);
    }

    private static byte[] digits() {
        var digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int value = 0; value < alphabet.length(); value++) {
            digits[alphabet.charAt(value)] = (byte) value;
        }
        return digits;
    }
}
