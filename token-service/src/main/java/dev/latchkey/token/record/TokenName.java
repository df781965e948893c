package dev.latchkey.token.record;

import dev.latchkey.kit.problem.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/// What a person recognises a token by: 1 to 100 characters, all of them to be seen.
public final class TokenName {
    private static final int LONGEST = 100;

    private TokenName() {}

    /// The member `name` of a request.
    public static String read(@Nullable String name) {
        if (name == null || name.isBlank() || name.length() > LONGEST) {
            throw new InvalidRequestException("name", "A name has 1 to 100 characters.");
        }
        if (name.codePoints().anyMatch(TokenName::invisible)) {
            throw new InvalidRequestException("name", "A name has no control or formatting characters.");
        }
        return name.strip();
    }

    /// Control, format (bidirectional overrides among them), surrogate and line characters could make a name lie.
    private static boolean invisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
