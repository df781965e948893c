package dev.latchkey.session.ending;

import dev.latchkey.access.SessionId;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.browser.Cookies;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Outcomes of ending as answers of the REST interface.
@Singleton
final class EndAnswers {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Cookies cookies;

    EndAnswers(Cookies cookies) {
        this.cookies = cookies;
    }

    /// What ended, and who is known to refuse it.
    ///
    /// @param ended how many of those that were shown before
    /// @param ofListed how many were shown
    /// @param also born after the list was shown, and ended too
    /// @param confirmedBy how many verifiers refuse all of them; absent when nobody could say
    /// @param of how many verifiers are live
    /// @param missing verifiers that do not know yet
    /// @param verifiers `confirmed`, `behind`, `unavailable`, or `nothing` when nothing ended
    /// @param tookMs from the commit until all had confirmed; absent when not all have
    record View(
            @Schema(required = true) String id,
            @Schema(required = true, examples = "7") int ended,
            @Schema(required = true, examples = "7") int ofListed,
            @Schema(required = true) List<String> also,

            @Schema(
                    required = true,
                    enumeration = {"confirmed", "behind", "unavailable", "nothing"})
            String verifiers,

            @Schema(examples = "6") @Nullable Integer confirmedBy,
            @Schema(examples = "6") @Nullable Integer of,
            @Nullable List<String> missing,
            @Schema(examples = "240") @Nullable Long tookMs,
            @Schema(required = true) String proofUrl) {
        static View of(EndOutcome.Done done) {
            var ended = done.ended();
            return switch (done.confirmation()) {
                case Confirmation.Confirmed(var by, var of) ->
                    of(ended, "confirmed", by, of, null, done.took().toMillis());
                case Confirmation.Behind(var by, var of, var missing) -> of(ended, "behind", by, of, missing, null);
                case Confirmation.Unknown() -> of(ended, "unavailable", null, null, null, null);
                case Confirmation.Nothing() -> of(ended, "nothing", null, null, null, null);
            };
        }

        private static View of(
                Ended ended,
                String verifiers,
                @Nullable Integer by,
                @Nullable Integer of,
                @Nullable List<String> missing,
                @Nullable Long took) {
            return new View(
                    ended.id().publicId(),
                    ended.ofListed(),
                    ended.listed().size(),
                    ended.also().stream().map(SessionId::publicId).toList(),
                    verifiers,
                    by,
                    of,
                    missing,
                    took,
                    "/v1/sessions/ends/" + ended.id().publicId());
        }
    }

    /// 200 when every verifier knows, 202 while that is not certain.
    Response of(EndOutcome outcome) {
        return switch (outcome) {
            case EndOutcome.Done done -> done(done);
            case EndOutcome.NotProven() ->
                new Problem(
                                "proof-refused",
                                403,
                                "Not proven",
                                "The password is not yours, or cannot be tried right now. Nothing has changed.")
                        .toResponse();
            case EndOutcome.StaleList() ->
                new Problem(
                                "stale-list",
                                409,
                                "The list is no longer good",
                                "Get the list from /v1/sessions again: each is good for its session, ten minutes, once.")
                        .toResponse();
            case EndOutcome.Unknown() -> Problem.notFound("session").toResponse();
            case EndOutcome.NotAllowed() ->
                new Problem("role-too-low", 403, "Role too low", "Your role does not allow ending these sessions.")
                        .toResponse();
            case EndOutcome.BadPassword(var objection) ->
                Problem.invalid("next", objection.sentence()).withStatus(422).toResponse();
            case EndOutcome.Busy() ->
                Problem.unavailable("The checking of passwords").toResponse(RETRY_AFTER);
        };
    }

    private Response done(EndOutcome.Done done) {
        var certain = done.confirmation() instanceof Confirmation.Confirmed
                || done.confirmation() instanceof Confirmation.Nothing;
        var answer = Response.status(certain ? 200 : 202).entity(View.of(done));
        done.cookie().ifPresent(cookie -> answer.header(HttpHeaders.SET_COOKIE, cookies.setSession(cookie.reveal())));
        return answer.build();
    }
}
