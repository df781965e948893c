package dev.latchkey.session.directory;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// An e-mail address as it was given, and the form that makes it one of a kind.
///
/// Whether mail arrives there is not said: an address is proven by a login, or by a code.
///
/// @param text as it was given
/// @param key after NFKC and lower-casing: equal for two ways of writing one address
public record Email(String text, String key) {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;

    public Email {
        if (!isAddress(text) || !isAddress(key)) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    /// The address a text from outside spells, if it is one, before normalisation and after.
    public static Optional<Email> parse(String text) {
        if (!isAddress(text)) {
            return Optional.empty();
        }
        var key = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return isAddress(key) ? Optional.of(new Email(text, key)) : Optional.empty();
    }

    /// One `@` with something before it and a domain behind it, nothing invisible, no space.
    private static boolean isAddress(String text) {
        var at = text.indexOf('@');
        return text.length() <= LONGEST
                && at > 0
                && at <= LONGEST_LOCAL
                && at == text.lastIndexOf('@')
                && isDomain(text.substring(at + 1))
                && VisibleText.isVisible(text)
                && text.codePoints().noneMatch(Email::isSpaceOrQuote);
    }

    private static boolean isDomain(String domain) {
        for (var label : domain.split("\\.", -1)) {
            var sound = !label.isEmpty()
                    && label.charAt(0) != '-'
                    && label.charAt(label.length() - 1) != '-'
                    && label.codePoints().allMatch(c -> c == '-' || isLetter(c));
            if (!sound) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    private static boolean isSpaceOrQuote(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || "\"(),:;<>[\\]".indexOf(codePoint) >= 0;
    }

    /// Never the address: it would end in a log.
    @Override
    public String toString() {
        return "Email[••••]";
    }
}
