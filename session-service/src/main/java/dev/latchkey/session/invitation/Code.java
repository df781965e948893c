package dev.latchkey.session.invitation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.session.directory.Letters;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What opens an invitation: 160 random bits, which stand in the link. The server keeps their hash alone.
final class Code {
    private static final int LETTERS = 32;
    private static final int CHECK_LETTERS = 6;

    private final String text;

    private Code(String text) {
        this.text = text;
    }

    static Code random(RandomGenerator random) {
        return new Code(Letters.random(random, LETTERS));
    }

    static Optional<Code> parse(String text) {
        return Letters.areAll(text, LETTERS) ? Optional.of(new Code(text)) : Optional.empty();
    }

    /// What is told on another way than the link.
    static String randomCheck(RandomGenerator random) {
        return Letters.random(random, CHECK_LETTERS);
    }

    /// A check code as somebody has read or heard it; empty for what cannot be one.
    static Optional<String> foldCheck(String text) {
        var folded = text.toLowerCase(Locale.ROOT)
                .replace(" ", "")
                .replace("-", "")
                .replace('o', '0')
                .replace('i', '1')
                .replace('l', '1');
        return Letters.areAll(folded, CHECK_LETTERS) ? Optional.of(folded) : Optional.empty();
    }

    /// The one way to the secret.
    String reveal() {
        return text;
    }

    /// What it is looked up by.
    byte[] hash() {
        return sha256("latchkey/invitation/v1", text);
    }

    /// What a check code is compared by. Whoever does not know the code cannot compute it.
    byte[] checkHash(String check) {
        return sha256("latchkey/invitation-check/v1", text + "/" + check);
    }

    private static byte[] sha256(String purpose, String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((purpose + '\0' + text).getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Never the code.
    @Override
    public String toString() {
        return "Code[••••]";
    }
}
