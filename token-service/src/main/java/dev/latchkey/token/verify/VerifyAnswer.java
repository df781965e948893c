package dev.latchkey.token.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.Effective;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Reason;
import dev.latchkey.access.Steered;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Refusals;
import dev.latchkey.token.limit.RateLimits;
import dev.latchkey.token.record.EffectiveView;
import java.util.List;
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
            boolean allowed,
            TokenPart token,
            Subject subject,
            @Schema(nullable = true) @Nullable String app,
            EffectiveView effective)
            implements VerifyAnswer {}

    /// The request may not go on.
    ///
    /// @param reason the stable word to switch on
    /// @param detail a sentence for the token's holder
    /// @param limit with `rate-limited`: which limit it was, `token-limit`, `app-limit` or `org-limit`
    /// @param retryAfter with `rate-limited`: in how many seconds the next call will be let through
    /// @param tickets with `undischarged`: the caveat ids for which another discharge would help
    /// @param discharges with `undischarged`: what is wrong with each
    record Refused(
            boolean allowed,
            String reason,
            String detail,
            @Nullable String limit,
            @Nullable Long retryAfter,
            @Nullable List<String> tickets,
            @Nullable List<Problem.Discharge> discharges)
            implements VerifyAnswer {}

    /// Which token it was.
    record TokenPart(String id, String hint, String kind, boolean narrowed) {}

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
        return switch (reason) {
            case Steered.RateLimited(var limit, var wait) ->
                new Refused(false, reason.slug(), reason.detail(), limit.slug(), RateLimits.seconds(wait), null, null);
            case Reason.Undischarged undischarged ->
                new Refused(
                        false,
                        reason.slug(),
                        reason.detail(),
                        null,
                        null,
                        undischarged.tickets(),
                        Refusals.discharges(undischarged));
            case Reason _ -> new Refused(false, reason.slug(), reason.detail(), null, null, null, null);
        };
    }
}
