package dev.latchkey.session.request;

import dev.latchkey.kit.problem.InvalidRequestException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the members of a request, and names the one at fault.
public final class Members {
    private Members() {}

    /// The body, which has to be there.
    public static <T> T body(@Nullable T body) {
        return Optional.ofNullable(body)
                .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
    }

    /// A member that has to be there and of its form.
    public static <T> T required(
            String field, @Nullable String text, Function<String, Optional<T>> reader, String expected) {
        return Optional.ofNullable(text)
                .flatMap(reader)
                .orElseThrow(() -> new InvalidRequestException(field, expected));
    }

    /// A member that may be absent, and has to be of its form.
    public static <T> Optional<T> optional(
            String field, @Nullable String text, Function<String, Optional<T>> reader, String expected) {
        return text == null ? Optional.empty() : Optional.of(required(field, text, reader, expected));
    }
}
