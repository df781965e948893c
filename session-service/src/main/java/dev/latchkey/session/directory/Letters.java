package dev.latchkey.session.directory;

import java.util.random.RandomGenerator;

/// The letters of ids and codes: no two of them look alike.
public final class Letters {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private Letters() {}

    /// Five random bits a letter.
    public static String random(RandomGenerator random, int length) {
        var text = new StringBuilder(length);
        for (var at = 0; at < length; at++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /// Whether a text is so many of these letters, and nothing else.
    public static boolean areAll(String text, int length) {
        return text.length() == length && text.chars().allMatch(letter -> ALPHABET.indexOf(letter) >= 0);
    }
}
