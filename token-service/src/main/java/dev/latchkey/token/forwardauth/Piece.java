package dev.latchkey.token.forwardauth;

import dev.latchkey.access.Resource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One segment of a template that the operator wrote, or what stands in for it.
sealed interface Piece {
    /// Itself.
    record Literal(String segment) implements Piece {}

    /// `(2)`: the path's segment of this number, the first being 1.
    record Segment(int number) implements Piece {}

    /// `(2*)`: the path's segments from this number on, perhaps none.
    record Rest(int number) implements Piece {}

    /// `(X-Team)`: the one value of this header.
    record Header(String name) implements Piece {}

    Pattern NUMBER = Pattern.compile("[1-9]|1[0-6]");
    Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");

    /// Reads one segment of a template; empty if it is none.
    static Optional<Piece> parse(String text) {
        return text.startsWith("(") && text.endsWith(")")
                ? placeholder(text.substring(1, text.length() - 1))
                : Resource.parse(text).filter(one -> text.indexOf('/') < 0).map(one -> new Literal(one.path()));
    }

    private static Optional<Piece> placeholder(String inner) {
        if (NUMBER.matcher(inner).matches()) {
            return Optional.of(new Segment(Integer.parseInt(inner)));
        }
        if (inner.endsWith("*")) {
            return Optional.of(inner.substring(0, inner.length() - 1))
                    .filter(number -> NUMBER.matcher(number).matches())
                    .map(number -> new Rest(Integer.parseInt(number)));
        }
        return NAME.matcher(inner).matches() ? Optional.of(new Header(inner)) : Optional.empty();
    }

    /// What this piece becomes for a request, empty if the request does not have it.
    ///
    /// @param path segments of the client's path
    default Optional<List<String>> of(List<String> path, Headers headers) {
        return switch (this) {
            case Literal(var segment) -> Optional.of(List.of(segment));
            case Segment(var number) ->
                number <= path.size() ? Optional.of(List.of(path.get(number - 1))) : Optional.empty();
            case Rest(var number) -> Optional.of(path.subList(Math.min(number - 1, path.size()), path.size()));
            case Header(var name) -> headers.single(name).map(List::of);
        };
    }

    /// The headers of a request.
    interface Headers {
        /// The header's value, if it came exactly once.
        Optional<String> single(String name);
    }
}
