package dev.latchkey.token.rotate;

import dev.latchkey.token.record.Life;
import dev.latchkey.token.record.TokenRecord;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How far the replacement of a token has come.
///
/// @param state of the old token: `rotated` during the overlap
/// @param stillUsed from where the old token was presented since the rotation, last seen first
/// @param moreSources whether there were others, which are no longer kept apart
/// @param stillUsedUnavailable true when that could not be read: it says nothing about whether there was a use
record RotationView(
        @Schema(required = true, examples = "tok_01m3tc5h00mmzswp91nrj9a80a")
        String id,

        @Schema(required = true, examples = "tok_01m3tc5h002vj960vqahq9znxq")
        String successor,

        @Schema(required = true) Instant rotatedAt,
        @Schema(required = true) Instant endsAt,

        @Schema(
                required = true,
                enumeration = {"suspended", "rotated", "expired", "revoked"})
        String state,

        @Nullable List<Use> stillUsed,
        @Nullable Boolean moreSources,
        @Nullable Boolean stillUsedUnavailable) {

    /// One source.
    record Use(
            @Nullable String ip,
            @Nullable String userAgent,
            @Schema(required = true) Instant lastAt) {}

    static RotationView of(TokenRecord token, Life.Rotation rotation, StillUsed.Answer uses, Instant now) {
        var known = uses.known();
        return new RotationView(
                token.id().publicId(),
                rotation.successor().publicId(),
                rotation.at(),
                token.life().endsAt().orElseThrow(),
                token.state(now).slug(),
                known.map(StillUsed.Known::uses).orElse(null),
                known.filter(StillUsed.Known::more).map(_ -> true).orElse(null),
                known.isEmpty() ? true : null);
    }
}
