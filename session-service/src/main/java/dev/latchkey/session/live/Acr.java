package dev.latchkey.session.live;

import java.util.Locale;

/// How strongly a session was proved, weakest first.
public enum Acr {
    /// One factor.
    LK1,
    /// A passkey with user verification, two factors, or an upstream that counts as such.
    LK2;

    /// As it stands in `acr_values_supported`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Acr of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
