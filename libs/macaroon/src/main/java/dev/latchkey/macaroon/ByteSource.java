package dev.latchkey.macaroon;

import java.util.Arrays;

/// Bytes as they are, copied once so that their giver cannot change them behind a macaroon's back.
final class ByteSource implements Source {

    private final byte[] bytes;
    private final int given;

    ByteSource(byte[] given) {
        this.given = given.length;
        this.bytes = Arrays.copyOf(given, Math.min(given.length, Limits.MAX_BYTES));
    }

    @Override
    public boolean has(int wanted) {
        return wanted <= bytes.length;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public Reading shortfall(int needed, boolean exact) {
        return given > bytes.length
                ? malformed(Rule.TOO_LONG, bytes.length)
                : new Reading.Truncated(bytes.length, needed, exact);
    }

    @Override
    public Reading.Malformed malformed(Rule rule, int index) {
        return new Reading.Malformed(rule, index + 1);
    }

    @Override
    public Reading whole(Sections sections, int length) {
        return length < given
                ? malformed(Rule.TRAILING, length)
                : new Reading.Whole(new Macaroon(bytes, length, sections), length);
    }
}
