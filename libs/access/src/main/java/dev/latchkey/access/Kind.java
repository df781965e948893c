package dev.latchkey.access;

import java.util.Optional;

/// What a token is for; the letter stands in its prefix and, under the signature, in its identifier.
public enum Kind {
    /// A person's own token, `lkp_`.
    PERSONAL('p', "personal"),
    /// A token of the org itself, for machines, `lkd_`.
    DEPLOY('d', "deploy"),
    /// A login, `lks_`.
    SESSION('s', "session"),
    /// An OAuth access token, `lko_`.
    OAUTH('o', "oauth");

    private final char letter;
    private final String slug;

    Kind(char letter, String slug) {
        this.letter = letter;
        this.slug = slug;
    }

    public char letter() {
        return letter;
    }

    /// The word the API and the pages use.
    public String slug() {
        return slug;
    }

    /// What the text of such a token begins with, `lkd_`.
    public String prefix() {
        return "lk" + letter + '_';
    }

    public static Optional<Kind> ofLetter(char letter) {
        return switch (letter) {
            case 'p' -> Optional.of(PERSONAL);
            case 'd' -> Optional.of(DEPLOY);
            case 's' -> Optional.of(SESSION);
            case 'o' -> Optional.of(OAUTH);
            default -> Optional.empty();
        };
    }

    public static Optional<Kind> parse(String slug) {
        return switch (slug) {
            case "personal" -> Optional.of(PERSONAL);
            case "deploy" -> Optional.of(DEPLOY);
            case "session" -> Optional.of(SESSION);
            case "oauth" -> Optional.of(OAUTH);
            default -> Optional.empty();
        };
    }
}
