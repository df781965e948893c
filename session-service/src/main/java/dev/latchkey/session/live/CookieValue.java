package dev.latchkey.session.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// What the session cookie holds: 256 random bits in base64url. The database knows only the SHA-256.
public final class CookieValue {
    private static final int BYTES = 32;

    private final String text;

    private CookieValue(String text) {
        this.text = text;
    }

    static CookieValue random(RandomGenerator random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new CookieValue(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public static CookieValue of(String text) {
        return new CookieValue(text);
    }

    /// The one way to the secret: for the answer that sets the cookie.
    public String reveal() {
        return text;
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Never the value.
    @Override
    public String toString() {
        return "CookieValue[••••]";
    }
}
