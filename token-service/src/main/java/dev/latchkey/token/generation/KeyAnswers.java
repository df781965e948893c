package dev.latchkey.token.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.keys.KeyOutcome;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Outcomes of [KeyGenerations] as HTTP answers.
final class KeyAnswers {
    private KeyAnswers() {}

    /// What was changed.
    ///
    /// @param replaced the key that minted before; it still verifies
    /// @param endedTokens how many tokens with a record ended with the key
    /// @param revision from this revision of the state feed on every verifier goes by it
    @Schema(name = "KeyChange")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Changed(
            @Schema(required = true, examples = "acme.2") String keyId,
            @Nullable String replaced,
            @Nullable Instant retiredAt,
            @Nullable Integer endedTokens,
            @Schema(required = true) long revision) {}

    static Response of(KeyOutcome outcome) {
        return switch (outcome) {
            case KeyOutcome.Rotated rotated ->
                Response.status(Response.Status.CREATED)
                        .entity(new Changed(
                                rotated.keyId().text(), rotated.replaced().text(), null, null, rotated.revision()))
                        .build();
            case KeyOutcome.Retired retired ->
                Response.ok(new Changed(
                                retired.keyId().text(), null, retired.at(), retired.ended(), retired.revision()))
                        .build();
            case KeyOutcome.Unknown _ -> Problem.notFound("root key").toResponse();
            case KeyOutcome.RetiredBefore(var at) -> illegal("retired", "The key is retired since " + at + ".");
            case KeyOutcome.Newest _ -> illegal("minting", "The key is the newest, which mints: rotate first.");
            case KeyOutcome.NoneLeft _ -> illegal("minting", "The org has no generation left to rotate to.");
        };
    }

    private static Response illegal(String state, String detail) {
        return new Problem("illegal-transition", 409, "Not from this state", detail)
                .in(state)
                .toResponse();
    }

    /// The key that a path names; empty for one that cannot exist.
    static Optional<KeyId> named(OrgHandle org, String generation) {
        return KeyId.parse(org.value() + "." + generation);
    }
}
