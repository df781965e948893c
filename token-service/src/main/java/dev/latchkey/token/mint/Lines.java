package dev.latchkey.token.mint;

import dev.latchkey.kit.problem.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/// Reads what a person has written into one line for other people to read.
final class Lines {
    private Lines() {}

    static String read(String field, @Nullable String line, int longest) {
        if (line == null || line.isBlank() || line.length() > longest) {
            throw new InvalidRequestException(field, "1 to " + longest + " characters.");
        }
        if (line.codePoints().anyMatch(Lines::invisible)) {
            throw new InvalidRequestException(field, "No control or formatting characters.");
        }
        return line.strip();
    }

    /// Control, format (bidirectional overrides among them), surrogate and line characters could make a line lie.
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
