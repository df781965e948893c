package dev.latchkey.token.restrict;

import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.life.Changed;
import dev.latchkey.token.life.MoveRequests;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.record.Etag;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Restricting a token that was issued already.
@Path("/v1/tokens/{id}/restrictions")
@Tag(name = "tokens")
public final class RestrictResource {
    private final MoveRequests requests;
    private final TokenLives lives;
    private final Clock clock;

    RestrictResource(MoveRequests requests, TokenLives lives, Clock clock) {
        this.requests = requests;
        this.lives = lives;
        this.clock = clock;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Restrict a token",
            description = "The caveats hold at every verification as if they were appended, on every copy. They take"
                    + " the place of those set before; an empty list lifts them. No token can lift its own.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Changed.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the caveat, as in caveats[2]")
    @APIResponse(responseCode = "403", description = "problem role-too-low, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such token in the caller's org")
    @APIResponse(responseCode = "409", description = "problem illegal-transition, naming the state it is in")
    @APIResponse(responseCode = "412", description = "problem precondition-failed: the record has changed meanwhile")
    @APIResponse(responseCode = "428", description = "problem precondition-required: there is no If-Match")
    public Uni<Response> restrict(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(required = true, description = "The ETag of the record as it was read; or * for any")
                    @Nullable
                    String ifMatch,
            @Nullable Restrictions body,
            @Context HttpServerRequest http) {
        return requests.forHolder(id, http, (token, caller) -> {
            var move = Restrictions.read(body);
            return lives.change(token, Etag.wanted(ifMatch), caller, Acts.origin(http), move)
                    .map(change -> MoveRequests.answer(change, made -> Changed.answer(made, clock.instant())));
        });
    }
}
