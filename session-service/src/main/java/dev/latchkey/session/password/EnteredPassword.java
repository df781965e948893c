package dev.latchkey.session.password;

import java.nio.charset.StandardCharsets;

/// A password exactly as it was received: nothing is trimmed, folded or normalised.
public final class EnteredPassword {
    private final String text;

    private EnteredPassword(String text) {
        this.text = text;
    }

    public static EnteredPassword of(String text) {
        return new EnteredPassword(text);
    }

    /// How many characters it has, as Unicode counts them.
    int length() {
        return text.codePointCount(0, text.length());
    }

    /// The one way to the secret.
    String reveal() {
        return text;
    }

    byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Never the password.
    @Override
    public String toString() {
        return "EnteredPassword[••••]";
    }
}
