package dev.latchkey.access;

import dev.latchkey.macaroon.Limits;
import dev.latchkey.macaroon.Macaroon;
import dev.latchkey.macaroon.MacaroonReader;
import dev.latchkey.macaroon.Reading;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the text of a token, `lk<kind>_<base64url body>_<hint>`; for any text the answer is a [TokenReading].
///
/// The macaroon's own lengths say where the body ends, not the underscore, which is a letter of base64url.
/// Behind the body stands nothing, since other libraries write no suffix, or `_` and the six characters of the
/// hint. Letters are strict lower case. No key is involved: a whole token is well formed, not genuine.
public final class TokenText {
    static final String SPLICED_SUFFIX = "mistyped or spliced: the last six characters do not belong to this token";
    static final String SPLICED_PREFIX = "mistyped or spliced: the prefix does not belong to this token";

    private static final int PREFIX = 4;
    private static final int SUFFIX = 1 + Hint.LENGTH;

    private TokenText() {}

    /// Reads a text as it was presented, without mending anything.
    public static TokenReading read(String text) {
        int unlike = firstUnlikePrefix(text);
        if (unlike >= 0) {
            return new TokenReading.Malformed("prefix", unlike + 1);
        }
        Optional<Kind> kind = Kind.ofLetter(text.charAt(2));
        if (kind.isEmpty()) {
            return new TokenReading.Malformed(text.charAt(2) == 'x' ? "discharge-alone" : "opaque", 1);
        }
        return switch (MacaroonReader.read(text, PREFIX)) {
            case Reading.Whole(Macaroon macaroon, int used) -> whole(text, kind.get(), macaroon, PREFIX + used);
            case Reading.Truncated cut -> truncated(text, cut);
            case Reading.Malformed malformed ->
                new TokenReading.Malformed(malformed.rule().slug(), malformed.at());
        };
    }

    /// How much of a text with prefix and suffix there is, for a body that was cut.
    static TokenReading truncated(String text, Reading.Truncated cut) {
        return new TokenReading.Truncated(
                text.length(), PREFIX + (4 * cut.bytesNeeded() + 2) / 3 + SUFFIX, cut.exact());
    }

    /// The index of the first character that keeps the text from beginning like one of ours, or -1.
    private static int firstUnlikePrefix(String text) {
        for (int i = 0; i < PREFIX; i++) {
            boolean fits = i < text.length()
                    && switch (i) {
                        case 0 -> text.charAt(i) == 'l';
                        case 1 -> text.charAt(i) == 'k';
                        case 2 -> "pdsoxrc".indexOf(text.charAt(i)) >= 0;
                        default -> text.charAt(i) == '_';
                    };
            if (!fits) {
                return i;
            }
        }
        return -1;
    }

    private static TokenReading whole(String text, Kind kind, Macaroon macaroon, int end) {
        String identifierText = macaroon.identifierText();
        OptionalInt notText = NotText.inIdentifier(macaroon, identifierText);
        if (notText.isPresent()) {
            return notText(notText.getAsInt());
        }
        Optional<Identifier> identifier = Identifier.parse(identifierText);
        if (identifier.isEmpty()) {
            return new TokenReading.Malformed("identifier", PREFIX + 1);
        }
        if (identifier.get().kind() != kind) {
            return new TokenReading.Mistyped(SPLICED_PREFIX);
        }
        Token token = new Token(macaroon, identifier.get());
        notText = NotText.inCaveats(macaroon);
        return notText.isPresent()
                ? notText(notText.getAsInt())
                : faultBehind(text, end, token.hint()).orElseGet(() -> new TokenReading.Whole(token));
    }

    static TokenReading notText(int byteIndex) {
        return new TokenReading.Malformed("not-text", PREFIX + byteIndex * 4 / 3 + 1);
    }

    /// Judges what stands behind the body, which ends in front of the index `end`; empty if nothing is wrong.
    static Optional<TokenReading> faultBehind(String text, int end, Hint hint) {
        int rest = text.length() - end;
        if (rest == 0) {
            return Optional.empty();
        }
        int unlike = firstUnlikeSuffix(text, end);
        if (unlike >= 0) {
            return Optional.of(new TokenReading.Malformed("trailing", unlike + 1));
        }
        if (text.length() > Limits.MAX_TEXT) {
            return Optional.of(new TokenReading.Malformed("too-long", Limits.MAX_TEXT + 1));
        }
        if (rest < SUFFIX) {
            return Optional.of(new TokenReading.Truncated(text.length(), end + SUFFIX, true));
        }
        return text.startsWith(hint.value(), end + 1)
                ? Optional.empty()
                : Optional.of(new TokenReading.Mistyped(SPLICED_SUFFIX));
    }

    /// The index of the first character that keeps the rest from being `_` and at most six more, or -1.
    private static int firstUnlikeSuffix(String text, int end) {
        if (text.charAt(end) != '_') {
            return end;
        }
        return text.length() - end > SUFFIX ? end + SUFFIX : -1;
    }

    /// Whose token a pasted text is, as far as its identifier tells: works for expired, narrowed and truncated
    /// tokens and whatever is broken behind the identifier. Blanks around the text do not matter. Proves
    /// nothing.
    public static Optional<Identifier> identify(String text) {
        String pasted = text.strip();
        if (firstUnlikePrefix(pasted) >= 0) {
            return Optional.empty();
        }
        Optional<Kind> kind = Kind.ofLetter(pasted.charAt(2));
        return kind.isEmpty()
                ? Optional.empty()
                : MacaroonReader.identifierText(pasted, PREFIX)
                        .flatMap(Identifier::parse)
                        .filter(identifier -> identifier.kind() == kind.get());
    }

    /// Reads a hint the way a search field does: in any case, `o` as 0, `i` and `l` as 1.
    public static Optional<Hint> foldHint(String text) {
        return Hint.parse(text.strip()
                .toLowerCase(Locale.ROOT)
                .replace('o', '0')
                .replace('i', '1')
                .replace('l', '1'));
    }
}
