package dev.latchkey.session.request;

import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.kit.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The version of a record as a strong entity tag (RFC 9110 §8.8.3), and what a request says about it.
public final class Etag {
    private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    private Etag() {}

    /// `"7"`
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /// The version that the header `If-Match` names; empty where there is no such header.
    public static Optional<Long> read(@Nullable String ifMatch) {
        return Optional.ofNullable(ifMatch).map(Etag::version);
    }

    private static Long version(String ifMatch) {
        var read = VERSION.matcher(ifMatch.strip());
        if (!read.matches()) {
            throw new InvalidRequestException(
                    HttpHeaders.IF_MATCH, "The ETag of the record as it was read, in quotes.");
        }
        return Long.valueOf(read.group(1));
    }

    /// The record has changed since the caller has read it (RFC 9110 §13.1.1).
    public static Problem failed() {
        return new Problem(
                "precondition-failed", 412, "The record has changed", "Read it again, then repeat the change.");
    }

    /// The caller has to say what it has read (RFC 6585 §3).
    public static Problem required() {
        return new Problem(
                "precondition-required",
                428,
                "If-Match is needed",
                "Send the ETag of the record as If-Match, so that no other change is overwritten.");
    }
}
