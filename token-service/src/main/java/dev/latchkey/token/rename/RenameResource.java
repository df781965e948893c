package dev.latchkey.token.rename;

import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.life.Change.Made;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.life.MoveRequests;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.record.Etag;
import dev.latchkey.token.record.TokenName;
import dev.latchkey.token.record.TokenView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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

/// Giving a token another name; never over somebody else's change of the record (RFC 6585 §3, RFC 9110 §13.1.1).
@Path("/v1/tokens")
@Tag(name = "tokens")
public final class RenameResource {
    private final MoveRequests requests;
    private final TokenLives lives;
    private final Clock clock;

    RenameResource(MoveRequests requests, TokenLives lives, Clock clock) {
        this.requests = requests;
        this.lives = lives;
        this.clock = clock;
    }

    /// What is to change.
    record Patch(
            @Schema(required = true, examples = "ci, nightly") @Nullable
            String name) {}

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Rename a token", description = "In whatever state it is.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TokenView.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(responseCode = "403", description = "problem role-too-low, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such token in the caller's org")
    @APIResponse(responseCode = "412", description = "problem precondition-failed: the record has changed meanwhile")
    @APIResponse(responseCode = "428", description = "problem precondition-required: there is no If-Match")
    public Uni<Response> rename(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(required = true, description = "The ETag of the record as it was read")
                    @Nullable
                    String ifMatch,
            @Nullable Patch body,
            @Context HttpServerRequest http) {
        return requests.forHolder(id, http, (token, caller) -> {
            var name = TokenName.read(body == null ? null : body.name());
            return lives.change(token, Etag.wanted(ifMatch), caller, Acts.origin(http), new Move.Renaming(name))
                    .map(change -> MoveRequests.answer(change, this::renamed));
        });
    }

    private Response renamed(Made made) {
        return Response.ok(TokenView.of(made.token(), clock.instant()))
                .header(HttpHeaders.ETAG, Etag.of(made.token()))
                .build();
    }
}
