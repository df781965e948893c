package dev.latchkey.access;

/// Reads small decimal numbers in their one spelling: digits only, no sign, no leading zero.
final class Decimal {
    static final int NONE = -1;
    private static final int MOST_DIGITS = 4;

    private Decimal() {}

    /// The number that `text[from, to)` spells in at most four digits, or [#NONE].
    static int read(String text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > MOST_DIGITS || (digits > 1 && text.charAt(from) == '0')) {
            return NONE;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return NONE;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}
