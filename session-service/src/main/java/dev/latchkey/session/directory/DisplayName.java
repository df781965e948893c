package dev.latchkey.session.directory;

import dev.latchkey.kit.problem.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/// What people read in place of an id: 1 to 100 characters, all of them to be seen.
///
/// @param value without space around it; empty for an erased person alone
public record DisplayName(String value) {
    /// What is left of the name of an erased person.
    static final DisplayName ERASED = new DisplayName("");

    private static final int LONGEST = 100;

    public DisplayName {
        if (value.length() > LONGEST || !VisibleText.isVisible(value)) {
            throw new IllegalArgumentException("not a display name");
        }
    }

    /// A member of a request.
    public static DisplayName read(String field, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new InvalidRequestException(field, "A name has 1 to 100 characters.");
        }
        if (!VisibleText.isVisible(text)) {
            throw new InvalidRequestException(field, "A name has no control or formatting characters.");
        }
        return new DisplayName(text.strip());
    }

    @Override
    public String toString() {
        return value;
    }
}
