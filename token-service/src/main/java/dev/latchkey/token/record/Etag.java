package dev.latchkey.token.record;

import dev.latchkey.kit.problem.InvalidRequestException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The version of a record as a strong entity tag (RFC 9110 §8.8.3).
public final class Etag {
    private static final String ANY = "*";
    private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    private Etag() {}

    /// `"7"`
    public static String of(TokenRecord token) {
        return "\"" + token.version() + "\"";
    }

    /// The version that a change may be made on, by its `If-Match` (RFC 9110 §13.1.1); empty for `*`, which is any.
    ///
    /// @throws InvalidRequestException where the header is missing, weak, or none of our tags
    public static Optional<Long> wanted(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw InvalidRequestException.preconditionRequired();
        }
        if (ifMatch.strip().equals(ANY)) {
            return Optional.empty();
        }
        var read = VERSION.matcher(ifMatch.strip());
        if (!read.matches()) {
            throw new InvalidRequestException(
                    "If-Match", "The ETag of the record as it was read, in quotes; or * for any.");
        }
        return Optional.of(Long.valueOf(read.group(1)));
    }
}
