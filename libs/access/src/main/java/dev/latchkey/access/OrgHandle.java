package dev.latchkey.access;

import java.util.Optional;

/// The immutable name of a tenant: 3 to 32 characters, `[a-z][a-z0-9-]{1,30}[a-z0-9]`.
///
/// It is part of every key id and so of every identifier, which is why it can never be renamed.
///
/// @param value the handle, such as `acme`
public record OrgHandle(String value) implements Comparable<OrgHandle> {
    static final int SHORTEST = 3;
    static final int LONGEST = 32;

    public OrgHandle {
        if (!valid(value)) {
            throw new IllegalArgumentException("not an org handle");
        }
    }

    /// The handle a text from outside spells, if it keeps to the grammar.
    public static Optional<OrgHandle> parse(String text) {
        return valid(text) ? Optional.of(new OrgHandle(text)) : Optional.empty();
    }

    private static boolean valid(String text) {
        int length = text.length();
        if (length < SHORTEST || length > LONGEST || !letter(text.charAt(0)) || text.charAt(length - 1) == '-') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!letter(c) && !(c >= '0' && c <= '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z';
    }

    @Override
    public int compareTo(OrgHandle other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
