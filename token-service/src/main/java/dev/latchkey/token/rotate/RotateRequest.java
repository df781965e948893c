package dev.latchkey.token.rotate;

import dev.latchkey.kit.problem.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How a token is to be replaced.
///
/// @param overlap ISO 8601 duration for which both are in force, `PT0S` to `P7D`; 24 hours if not given
@Schema(name = "RotateRequest")
record RotateRequest(
        @Schema(examples = "PT24H", defaultValue = "PT24H") @Nullable
        String overlap) {
    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(7);

    static Duration overlapOf(@Nullable RotateRequest request) {
        var text = request == null ? null : request.overlap();
        if (text == null) {
            return USUAL;
        }
        try {
            var overlap = Duration.parse(text);
            if (!overlap.isNegative() && overlap.compareTo(LONGEST) <= 0) {
                return overlap;
            }
        } catch (DateTimeException | ArithmeticException malformed) {
            throw new InvalidRequestException("overlap", "An ISO 8601 duration such as PT24H.");
        }
        throw new InvalidRequestException("overlap", "From PT0S to P7D.");
    }
}
