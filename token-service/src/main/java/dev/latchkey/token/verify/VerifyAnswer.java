package dev.latchkey.token.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.Effective;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Reason;
import dev.latchkey.access.Steered;
import dev.latchkey.token.record.EffectiveView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The verdict as it goes over the wire.
@Schema(oneOf = {VerifyAnswer.Allowed.class, VerifyAnswer.Refused.class})
sealed interface VerifyAnswer {
    /// The request may go on.
    ///
    /// @param subject whose token it is
    /// @param app the app that holds it, or null
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Allowed(
            @Schema(required = true, enumeration = "true") boolean allowed,

            @Schema(required = true) TokenPart token,
            @Schema(required = true) Subject subject,

            @Schema(required = true, nullable = true) @Nullable
            String app,

            @Schema(required = true) EffectiveView effective)
            implements VerifyAnswer {}

    /// The request may not go on.
    ///
    /// @param reason the stable word to switch on
    /// @param detail a sentence for the token's holder
    /// @param limit with `rate-limited`: which limit it was, `token-limit`, `app-limit` or `org-limit`
    /// @param retryAfter with `rate-limited`: in how many seconds the next call will be let through
    record Refused(
            @Schema(required = true, enumeration = "false") boolean allowed,

            @Schema(required = true, examples = "access-denied")
            String reason,

            @Schema(required = true) String detail,

            @Schema(enumeration = {"token-limit", "app-limit", "org-limit"}) @Nullable
            String limit,

            @Schema(examples = "1") @Nullable Long retryAfter)
            implements VerifyAnswer {}

    /// Which token it was.
    record TokenPart(
            @Schema(required = true, examples = "tok_01m3tc5h00mmzswp91nrj9a80a")
            String id,

            @Schema(required = true, examples = "k7m2qd") String hint,

            @Schema(
                    required = true,
                    enumeration = {"personal", "deploy", "session", "oauth"})
            String kind,

            @Schema(required = true) boolean narrowed) {}

    /// Whose token it is; a deploy token is nobody's.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Subject(@Schema(nullable = true) @Nullable String person) {}

    static Allowed of(Effective effective) {
        return new Allowed(
                true,
                new TokenPart(
                        effective.tokenId().publicId(),
                        effective.hint().value(),
                        effective.kind().slug(),
                        effective.narrowed()),
                new Subject(effective.person().map(PersonId::publicId).orElse(null)),
                effective.app().map(app -> app.publicId()).orElse(null),
                EffectiveView.of(effective.rights()));
    }

    static VerifyAnswer of(Reason reason) {
        return reason instanceof Steered.RateLimited limited
                ? new Refused(
                        false, reason.slug(), reason.detail(), limited.limit().slug(), limited.seconds())
                : new Refused(false, reason.slug(), reason.detail(), null, null);
    }
}
