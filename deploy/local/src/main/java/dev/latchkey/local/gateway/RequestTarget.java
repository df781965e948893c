package dev.latchkey.local.gateway;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The target of a request, read so that this gateway and any service behind it see the same path.
///
/// A service normalises what it receives: `/v1/tokens/../../internal/x` would be matched here as tokens and served
/// there
/// as internal. So whatever can be read in two ways is refused before anything is matched.
sealed interface RequestTarget {
    /// A path of which only one reading exists.
    ///
    /// @param segments decoded, without path parameters; empty for `/`
    record Clean(List<String> segments) implements RequestTarget {
        public Clean {
            segments = List.copyOf(segments);
        }
    }

    /// A target to refuse.
    ///
    /// @param why a sentence for the caller, without the target's text
    record Hostile(String why) implements RequestTarget {}

    /// Reads the request target of the request line (RFC 9112 §3.2).
    static RequestTarget read(String target) {
        if (!target.startsWith("/")) {
            return new Hostile("The request target must be a path.");
        }
        var query = target.indexOf('?');
        var path = query < 0 ? target : target.substring(0, query);
        var segments = new ArrayList<String>();
        if (path.length() > 1) {
            for (var raw : path.substring(1).split("/", -1)) {
                switch (PathSegment.read(raw)) {
                    case PathSegment.Plain(var text) -> segments.add(text);
                    case PathSegment.Ambiguous(var why) -> {
                        return new Hostile(why);
                    }
                }
            }
        }
        return new Clean(segments);
    }

    /// One segment of a path (RFC 3986 §3.3).
    sealed interface PathSegment {
        String PUNCTUATION = "-._~!$&'()*+,;=:@";

        record Plain(String text) implements PathSegment {}

        record Ambiguous(String why) implements PathSegment {}

        static PathSegment read(String raw) {
            var decoded = new StringBuilder(raw.length());
            for (var at = 0; at < raw.length(); at++) {
                var character = raw.charAt(at);
                if (character == '%') {
                    if (!isEncodedByte(raw, at)) {
                        return new Ambiguous("The path has a percent sign without two hexadecimal digits.");
                    }
                    character = (char) HexFormat.fromHexDigits(raw, at + 1, at + 3);
                    if (isStructural(character)) {
                        return new Ambiguous(
                                "The path hides a dot, slash, percent sign or unprintable character in an encoding.");
                    }
                    at += 2;
                } else if (!isPathCharacter(character)) {
                    return new Ambiguous("The path has a character that does not belong in one.");
                }
                decoded.append(character);
            }
            return named(withoutParameters(decoded.toString()));
        }

        private static PathSegment named(String name) {
            return switch (name) {
                case "" -> new Ambiguous("The path has an empty segment.");
                case ".", ".." -> new Ambiguous("The path has a dot segment.");
                default -> new Plain(name);
            };
        }

        /// Services read `x;y=z` as `x`, and `..;` as `..`.
        private static String withoutParameters(String segment) {
            var semicolon = segment.indexOf(';');
            return semicolon < 0 ? segment : segment.substring(0, semicolon);
        }

        private static boolean isEncodedByte(String raw, int at) {
            return at + 2 < raw.length()
                    && HexFormat.isHexDigit(raw.charAt(at + 1))
                    && HexFormat.isHexDigit(raw.charAt(at + 2));
        }

        private static boolean isStructural(char decoded) {
            return decoded <= ' ' || decoded >= 0x7F || "./\\;%".indexOf(decoded) >= 0;
        }

        private static boolean isPathCharacter(char character) {
            return (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9')
                    || PUNCTUATION.indexOf(character) >= 0;
        }
    }
}
