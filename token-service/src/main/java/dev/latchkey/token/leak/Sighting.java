package dev.latchkey.token.leak;

import dev.latchkey.events.Act.Origin;
import dev.latchkey.kit.problem.InvalidRequestException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where and when somebody saw tokens, in the finder's words, and who told us from where.
record Sighting(Instant at, Reporter reporter, Optional<String> place, Optional<String> note, Origin origin) {
    private static final int LONGEST_PLACE = 2_048;
    private static final int LONGEST_NOTE = 500;

    /// Who told us.
    enum Reporter {
        /// Somebody who did not have to say who.
        ANYONE,
        /// GitHub's secret scanning, by its signature.
        GITHUB;

        /// The word in records and events.
        String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Reads the place: an absolute http or https URI.
    static Optional<String> place(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (!isPlace(text)) {
            throw new InvalidRequestException("where", "An http or https URI of at most 2,048 characters.");
        }
        return Optional.of(text);
    }

    static boolean isPlace(String text) {
        if (text.length() > LONGEST_PLACE || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return false;
        }
        try {
            var uri = new URI(text);
            var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /// Reads the note: text without control or formatting characters, which could make it lie where it is
    /// shown.
    static Optional<String> note(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        if (text.length() > LONGEST_NOTE || text.codePoints().anyMatch(Sighting::invisible)) {
            throw new InvalidRequestException("note", "At most 500 characters, none of them a control character.");
        }
        return Optional.of(text.strip());
    }

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
