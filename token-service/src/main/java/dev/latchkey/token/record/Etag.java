package dev.latchkey.token.record;

import java.util.Optional;
import java.util.regex.Pattern;

/// The version of a record as a strong entity tag (RFC 9110 §8.8.3).
public final class Etag {
    private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    private Etag() {}

    /// `"7"`
    public static String of(TokenRecord token) {
        return "\"" + token.version() + "\"";
    }

    /// The version that an entity tag names; empty for one that is none of ours, or weak.
    public static Optional<Long> parse(String tag) {
        var read = VERSION.matcher(tag.strip());
        return read.matches() ? Optional.of(Long.valueOf(read.group(1))) : Optional.empty();
    }
}
