package dev.latchkey.token.life;

import dev.latchkey.access.Caveat;
import dev.latchkey.token.life.Change.Made;
import dev.latchkey.token.record.Etag;
import dev.latchkey.token.record.Suspension;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A token after a change, as the answer to it.
///
/// @param state `active`, `suspended`, `rotated`, `expired` or `revoked`
/// @param restrictions caveats in force on it as if appended
/// @param revision from this revision of the state feed on it is in force at every verifier; absent when nothing
/// changed
///     for them
/// @param also what changed along with it: tokens that were minted through it
public record Changed(
        @Schema(required = true, examples = "tok_01m3tc5h00mmzswp91nrj9a80a")
        String id,

        @Schema(
                required = true,
                enumeration = {"active", "suspended", "rotated", "expired", "revoked"})
        String state,

        @Nullable Instant suspendedAt,

        @Schema(required = true, examples = "[\"access = read\"]")
        List<String> restrictions,

        @Schema(examples = "17") @Nullable Long revision,
        @Schema(required = true) List<String> also) {

    static Changed of(Made made, Instant now) {
        var token = made.token();
        var life = token.life();
        return new Changed(
                token.id().publicId(),
                token.state(now).slug(),
                life.suspended().or(life::held).map(Suspension::since).orElse(null),
                life.restrictions().stream().map(Caveat::text).toList(),
                made.revision().orElse(null),
                made.also().stream().map(along -> along.id().publicId()).toList());
    }

    /// The answer to a change that was made.
    public static Response answer(Made made, Instant now) {
        return Response.ok(of(made, now))
                .header(HttpHeaders.ETAG, Etag.of(made.token()))
                .build();
    }
}
