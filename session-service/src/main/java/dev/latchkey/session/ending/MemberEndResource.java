package dev.latchkey.session.ending;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.caller.LoggedIn;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Ending the sessions of somebody else, whose home the org is.
@Path("/v1/orgs/{org}/members/{person}/sessions/end")
@Tag(name = "members")
public final class MemberEndResource {
    private final Endings endings;
    private final EndAnswers answers;

    MemberEndResource(Endings endings, EndAnswers answers) {
        this.endings = endings;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "End all sessions of a member",
            description = "For owners; for admins unless the member is one.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EndAnswers.View.class)))
    @APIResponse(responseCode = "403", description = "problem role-too-low, or proof-refused: nothing has changed")
    @APIResponse(responseCode = "404", description = "problem not-found: no member whose home the org is")
    public Uni<Response> end(
            @PathParam("org") String org,
            @PathParam("person") String person,
            @Nullable Proof body,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.api(inside, session -> {
            var password = Proof.entered(body);
            var handle = OrgHandle.parse(org);
            var whose = PersonId.parsePublic(person);
            return handle.isEmpty() || whose.isEmpty()
                    ? Uni.createFrom().item(answers.of(new EndOutcome.Unknown()))
                    : endings.ofMember(session, handle.get(), whose.get(), password, Client.of(http))
                            .map(answers::of);
        });
    }
}
