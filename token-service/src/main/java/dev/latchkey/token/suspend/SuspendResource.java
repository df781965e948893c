package dev.latchkey.token.suspend;

import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.life.Changed;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.life.MoveRequests;
import dev.latchkey.token.record.Suspension;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Stopping a token, and letting it go on.
@Path("/v1/tokens")
@Tag(name = "tokens")
@Produces(MediaType.APPLICATION_JSON)
public final class SuspendResource {
    private final MoveRequests requests;
    private final Clock clock;

    SuspendResource(MoveRequests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    @POST
    @Path("/{id}/suspend")
    @Operation(
            summary = "Suspend a token",
            description = "Stops the token, every narrowed copy of it, and every token that was minted through it,"
                    + " until it is resumed. Any token with a record may suspend itself.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Changed.class)))
    @APIResponse(responseCode = "403", description = "problem role-too-low, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such token in the caller's org")
    @APIResponse(
            responseCode = "409",
            description = "problem illegal-transition, naming the state it is in; or no-record, for a token of a"
                    + " login or an app")
    public Uni<Response> suspend(@PathParam("id") String id, @Context HttpServerRequest http) {
        return requests.makeAlsoOnItself(
                id,
                http,
                new Move.Suspending(Suspension.Cause.REQUESTED),
                made -> Uni.createFrom().item(Changed.answer(made, clock.instant())),
                self -> Uni.createFrom()
                        .item(new Problem(
                                        "no-record",
                                        409,
                                        "No record",
                                        "A token of a login or an app has no record and nobody could resume it: revoke"
                                                + " it instead.")
                                .toResponse()));
    }

    @POST
    @Path("/{id}/resume")
    @Operation(
            summary = "Resume a suspended token",
            description = "Also what was suspended together with it; not what was suspended itself. No token can"
                    + " resume itself.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Changed.class)))
    @APIResponse(responseCode = "403", description = "problem role-too-low, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such token in the caller's org")
    @APIResponse(responseCode = "409", description = "problem illegal-transition, naming the state it is in")
    public Uni<Response> resume(@PathParam("id") String id, @Context HttpServerRequest http) {
        return requests.make(id, http, Move.Resuming::new, made -> Changed.answer(made, clock.instant()));
    }
}
