package dev.latchkey.session.invitation;

import dev.latchkey.access.Access;
import dev.latchkey.access.Kind;
import dev.latchkey.access.PersonId;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.caller.Acts;
import dev.latchkey.session.caller.Caller;
import dev.latchkey.session.caller.Callers;
import dev.latchkey.session.request.Members;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Whoever asks, about invitations to them.
@Path("/v1/people/me/invitations")
@Tag(name = "people")
@Produces(MediaType.APPLICATION_JSON)
public final class AcceptResource {
    private static final int LONGEST = 100;

    private final Callers callers;
    private final Invitations invitations;
    private final Acts acts;

    AcceptResource(Callers callers, Invitations invitations, Acts acts) {
        this.callers = callers;
        this.invitations = invitations;
        this.acts = acts;
    }

    /// What is accepted.
    ///
    /// @param code the last part of the link
    /// @param checkCode where one's verified address is not the invited one
    record Acceptance(
            @Schema(required = true) @Nullable String code,
            @Schema(examples = "7k2m9q") @Nullable String checkCode) {
        String givenCode() {
            return Members.required("code", code, Acceptance::brief, "The last part of the invitation's link.");
        }

        Optional<String> givenCheck() {
            return Members.optional("check_code", checkCode, Acceptance::brief, "Six characters.");
        }

        private static Optional<String> brief(String text) {
            return text.length() <= LONGEST ? Optional.of(text) : Optional.empty();
        }

        /// Never the codes.
        @Override
        public String toString() {
            return "Acceptance[••••]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Accept an invitation",
            description = "By the person whose verified address was invited, or with the check code. Five wrong check"
                    + " codes end the invitation.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = InvitationAnswers.Joined.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(
            responseCode = "403",
            description = "problem check-code-needed, check-code-wrong, inviter-gone, not-active or no-person")
    @APIResponse(responseCode = "404", description = "problem not-found: no invitation has this code")
    @APIResponse(responseCode = "409", description = "problem invitation-over or already-member")
    public Uni<Response> accept(@Nullable Acceptance body, @Context HttpServerRequest http) {
        return callers.admit(http, Access.WRITE, caller -> {
            var asked = Members.body(body);
            var code = asked.givenCode();
            var check = asked.givenCheck();
            return person(caller)
                    .map(person -> invitations
                            .accept(code, person, check, acts.of(caller, http))
                            .map(InvitationAnswers::of))
                    .orElseGet(() -> Uni.createFrom().item(personNeeded()));
        });
    }

    /// An app acts in the org that it was let into, and nowhere else.
    private static Optional<PersonId> person(Caller caller) {
        return switch (caller) {
            case Caller.WithToken(var _, var _, var kind, var person) -> person.filter(_ -> kind != Kind.OAUTH);
        };
    }

    private static Response personNeeded() {
        return new Problem(
                        "no-person",
                        403,
                        "A person is needed",
                        "An invitation is accepted by a person: by a login, or a personal token.")
                .toResponse();
    }
}
