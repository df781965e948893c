package dev.latchkey.session.invitation;

import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.directory.Membership;
import dev.latchkey.session.directory.Roles;
import dev.latchkey.session.invitation.Invitation.State;
import dev.latchkey.session.origin.PublicOrigin;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Outcomes as HTTP answers.
record InvitationAnswers(PublicOrigin origin) {
    /// A place in an org.
    record Joined(
            @Schema(required = true, examples = "acme") String org,
            @Schema(required = true, examples = "member") String role) {
        static Joined of(Membership membership) {
            return new Joined(membership.org().value(), Roles.slug(membership.role()));
        }
    }

    Response of(InviteOutcome outcome) {
        return switch (outcome) {
            case InviteOutcome.Invited made -> created(made);
            case InviteOutcome.TakenBack() -> Response.noContent().build();
            case InviteOutcome.Refused refused -> of(refused).toResponse();
        };
    }

    private Response created(InviteOutcome.Invited made) {
        var invitation = made.invitation();
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/v1/orgs/" + invitation.org() + "/invitations/" + invitation.id())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(InvitationView.once(
                        made, origin.at("/invite/" + made.code().reveal())))
                .build();
    }

    private static Problem of(InviteOutcome.Refused refused) {
        return switch (refused) {
            case InviteOutcome.Denied(var denial) -> denial.problem();
            case InviteOutcome.AlreadyInvited() ->
                new Problem(
                        "already-invited",
                        409,
                        "Already invited",
                        "This address has an invitation that can be accepted. Take it back to make another.");
            case InviteOutcome.AlreadyMember() -> alreadyMember();
            case InviteOutcome.UnknownInvitation() -> Problem.notFound("invitation");
            case InviteOutcome.Over(var state) -> over(state);
        };
    }

    static Response of(AcceptOutcome outcome) {
        return switch (outcome) {
            case AcceptOutcome.Joined(var membership) ->
                Response.ok(Joined.of(membership)).build();
            case AcceptOutcome.Refused refused -> of(refused).toResponse();
        };
    }

    private static Problem of(AcceptOutcome.Refused refused) {
        return switch (refused) {
            case AcceptOutcome.UnknownCode() -> Problem.notFound("invitation");
            case AcceptOutcome.Over(var state) -> over(state);
            case AcceptOutcome.CheckCodeNeeded() ->
                Problem.exceeds(
                        "check-code-needed",
                        "A check code is needed",
                        "check_code",
                        "The invitation is for another address. Whoever has sent it can tell you the check code.");
            case AcceptOutcome.WrongCheckCode() ->
                Problem.exceeds(
                        "check-code-wrong",
                        "The check code is wrong",
                        "check_code",
                        "This is not the check code. After some more the invitation is no good any more.");
            case AcceptOutcome.InviterGone() ->
                new Problem(
                        "inviter-gone",
                        403,
                        "Nobody answers for it",
                        "Whoever has invited you may not give this role any more.");
            case AcceptOutcome.AlreadyMember() -> alreadyMember();
            case AcceptOutcome.AddressTaken() ->
                new Problem("address-taken", 409, "The address is taken", "Somebody has this e-mail address.");
            case AcceptOutcome.NotActive() -> new Problem("not-active", 403, "Not active", "This person cannot act.");
        };
    }

    private static Problem alreadyMember() {
        return new Problem("already-member", 409, "Already a member", "This person is a member of the org.");
    }

    private static Problem over(State state) {
        return new Problem("invitation-over", 409, "The invitation is over", "It is " + state.slug() + ".");
    }
}
