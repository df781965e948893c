package dev.latchkey.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/// Reads and writes the one spelling of an instant that a caveat has: `2027-01-01T00:00:00Z`, seconds with up
/// to nine decimals.
///
/// Only real calendar dates of the years 2000 to 9999, no leap second, no offset, no lower case: two verifiers
/// can never read one caveat as two instants.
final class Timestamps {
    static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final int MOST_DECIMALS = 9;
    private static final int SECONDS_A_DAY = 86_400;

    private Timestamps() {}

    static Optional<Instant> read(String text) {
        int last = text.length() - 1;
        if (last < SHAPE.length() || text.charAt(last) != 'Z' || !shaped(text)) {
            return Optional.empty();
        }
        int nanos = nanos(text, last);
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (nanos < 0 || !date(year, month, day) || hour > 23 || minute > 59 || second > 59) {
            return Optional.empty();
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Optional.of(Instant.ofEpochSecond(days * SECONDS_A_DAY + hour * 3600L + minute * 60L + second, nanos));
    }

    static boolean writable(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(AFTER_LAST);
    }

    private static boolean date(int year, int month, int day) {
        return year >= 2000
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private static boolean shaped(String text) {
        for (int i = 0; i < SHAPE.length(); i++) {
            char expected = SHAPE.charAt(i);
            char c = text.charAt(i);
            if (expected == 'd' ? !digit(c) : c != expected) {
                return false;
            }
        }
        return true;
    }

    /// The decimals between the seconds and the `Z`, or -1 if that is not what stands there.
    private static int nanos(String text, int last) {
        int from = SHAPE.length();
        if (from == last) {
            return 0;
        }
        int decimals = last - from - 1;
        if (text.charAt(from) != '.' || decimals < 1 || decimals > MOST_DECIMALS) {
            return -1;
        }
        int nanos = 0;
        for (int i = 1; i <= MOST_DECIMALS; i++) {
            char c = i <= decimals ? text.charAt(from + i) : '0';
            if (!digit(c)) {
                return -1;
            }
            nanos = nanos * 10 + c - '0';
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
