package dev.latchkey.session.member;

import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.request.Etag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// Outcomes as HTTP answers.
final class MemberAnswers {
    private MemberAnswers() {}

    static Response of(MemberOutcome outcome) {
        return switch (outcome) {
            case MemberOutcome.Done(var member) ->
                shown(MemberView.whole(member), member.membership().version());
            case MemberOutcome.Gone() -> Response.noContent().build();
            case MemberOutcome.Refused refused -> of(refused).toResponse();
        };
    }

    static Response shown(MemberView view, long version) {
        return Response.ok(view).header(HttpHeaders.ETAG, Etag.of(version)).build();
    }

    private static Problem of(MemberOutcome.Refused refused) {
        return switch (refused) {
            case MemberOutcome.Denied(var denial) -> denial.problem();
            case MemberOutcome.UnknownMember() -> Problem.notFound("member");
            case MemberOutcome.LastOwner() ->
                new Problem(
                        "last-owner",
                        409,
                        "The last owner",
                        "An org always has an owner who can act. Make somebody else an owner first.");
            case MemberOutcome.ChangedMeanwhile() -> Etag.failed();
            case MemberOutcome.NotItsHome() ->
                new Problem(
                        "not-home-org",
                        403,
                        "Not the home org",
                        "The account belongs to another org. Here the person can be removed.");
            case MemberOutcome.Erased(var _) ->
                new Problem("illegal-transition", 409, "Not from here", "The person was erased, which is for good.");
        };
    }
}
