package dev.latchkey.audit.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Makes a user agent harmless before it is stored: it is whatever a client chose to send.
///
/// Control characters, marks that turn the direction of text or are not seen, and halves of characters are written as
/// `\u001b`; a backslash is doubled, so that nothing a client writes reads like such an escape. What remains is at most
/// 256 bytes, and a cut is marked.
final class AgentText {
    private static final int MOST_BYTES = 256;
    private static final char CUT = '…';

    private AgentText() {}

    static String escaped(String raw) {
        var text = new StringBuilder(Math.min(raw.length(), MOST_BYTES));
        var bytes = 0;
        for (var i = 0; i < raw.length(); ) {
            var point = raw.codePointAt(i);
            var shown = shown(point);
            bytes += shown.getBytes(UTF_8).length;
            if (bytes > MOST_BYTES) {
                return text.append(CUT).toString();
            }
            text.append(shown);
            i += Character.charCount(point);
        }
        return text.toString();
    }

    private static String shown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> point > 0xffff ? "\\u{%x}".formatted(point) : "\\u%04x".formatted(point);
            default -> point == '\\' ? "\\\\" : Character.toString(point);
        };
    }
}
