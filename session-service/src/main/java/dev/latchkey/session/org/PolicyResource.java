package dev.latchkey.session.org;

import dev.latchkey.access.Access;
import dev.latchkey.session.caller.Acts;
import dev.latchkey.session.caller.Callers;
import dev.latchkey.session.directory.Seat;
import dev.latchkey.session.directory.Seats;
import dev.latchkey.session.request.Etag;
import dev.latchkey.session.request.Members;
import dev.latchkey.session.request.OrgPaths;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What an org has decided; each decision is enforced by the service that owns the fact.
@Path("/v1/orgs/{org}/policy")
@Tag(name = "orgs")
@Produces(MediaType.APPLICATION_JSON)
public final class PolicyResource {
    private final Callers callers;
    private final Seats seats;
    private final OrgTransaction transaction;
    private final Acts acts;

    PolicyResource(Callers callers, Seats seats, OrgTransaction transaction, Acts acts) {
        this.callers = callers;
        this.seats = seats;
        this.transaction = transaction;
        this.acts = acts;
    }

    @GET
    @Operation(summary = "Read an org's policy", description = "With the ETag that a change needs.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(responseCode = "403", description = "problem not-a-member, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org, or not the token's")
    public Uni<Response> read(@PathParam("org") String org, @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.READ,
                caller -> OrgPaths.in(
                        org,
                        handle -> seats.of(caller, handle).map(seat -> switch (seat) {
                            case Seat.Denied(var denial) -> denial.problem().toResponse();
                            case Seat.Taken taken -> OrgAnswers.shown(taken.org(), PolicyView::of);
                        })));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Decide an org's policy",
            description = "By an owner. The whole policy: what is absent is left to the suite.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(
            responseCode = "403",
            description = "problem role-too-low, no-person or not-a-member; step-up-required through a login")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org, or not the token's")
    @APIResponse(responseCode = "412", description = "problem precondition-failed: it has changed meanwhile")
    @APIResponse(responseCode = "428", description = "problem precondition-required: there is no If-Match")
    public Uni<Response> decide(
            @PathParam("org") String org,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(required = true, description = "The ETag of the policy as it was read")
                    @Nullable
                    String ifMatch,
            @Nullable PolicyView body,
            @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.WRITE,
                caller -> OrgPaths.in(org, handle -> {
                    var policy = Members.body(body).policy();
                    return Etag.read(ifMatch)
                            .map(version -> transaction
                                    .decide(caller, handle, policy, version, acts.of(caller, http))
                                    .map(outcome -> OrgAnswers.of(outcome, PolicyView::of)))
                            .orElseGet(
                                    () -> Uni.createFrom().item(Etag.required().toResponse()));
                }));
    }
}
