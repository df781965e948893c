package dev.latchkey.access;

import java.util.Optional;

/// Which root key a token hangs on: one generation of one org's keys, written `acme.1`.
///
/// @param org whose key it is, and therefore the org the token lives in
/// @param generation 1 to 9999; a rotation counts it up
public record KeyId(OrgHandle org, int generation) {
    private static final int LAST_GENERATION = 9999;

    public KeyId {
        if (generation < 1 || generation > LAST_GENERATION) {
            throw new IllegalArgumentException("not a key generation");
        }
    }

    /// Reads `org.generation`; the generation has no leading zero.
    public static Optional<KeyId> parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? Optional.empty() : of(text.substring(0, dot), text.substring(dot + 1));
    }

    static Optional<KeyId> of(String org, String generation) {
        int number = Decimal.read(generation, 0, generation.length());
        return number < 1 || number > LAST_GENERATION
                ? Optional.empty()
                : OrgHandle.parse(org).map(handle -> new KeyId(handle, number));
    }

    public String text() {
        return org.value() + '.' + generation;
    }

    @Override
    public String toString() {
        return text();
    }
}
