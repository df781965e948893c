package dev.latchkey.session.directory;

/// What makes a text one that a person can see and a database can keep.
final class VisibleText {
    private VisibleText() {}

    /// Whether every character of it is to be seen.
    static boolean isVisible(String text) {
        return text.codePoints().noneMatch(VisibleText::isInvisible);
    }

    /// Control, format (bidirectional overrides among them), surrogate and line characters could make a text lie.
    private static boolean isInvisible(int codePoint) {
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
