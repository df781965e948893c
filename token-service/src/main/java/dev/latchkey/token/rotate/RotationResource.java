package dev.latchkey.token.rotate;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.life.MayChange;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.record.Life;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// How far the replacement of a token has come: who still uses the old one.
@Path("/v1/tokens/{id}/rotation")
@Tag(name = "tokens")
public final class RotationResource {
    private final Callers callers;
    private final TokenStore tokens;
    private final TokenLives lives;
    private final StillUsed stillUsed;

    RotationResource(Callers callers, TokenStore tokens, TokenLives lives, StillUsed stillUsed) {
        this.callers = callers;
        this.tokens = tokens;
        this.lives = lives;
        this.stillUsed = stillUsed;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "See how far a rotation has come",
            description = "The successor, when the old token ends, and from where the old one was presented since."
                    + " Addresses and user agents are shown to whoever may change the token.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RotationView.class)))
    @APIResponse(
            responseCode = "404",
            description = "problem not-found: no such token in the caller's org, or it was not rotated")
    public Uni<Response> rotation(@PathParam("id") String id, @Context HttpServerRequest http) {
        return callers.ofTokens(http, Access.READ).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("no service reads by this path");
            case Caller.Holder(var effective, var _) ->
                TokenId.parsePublic(id)
                        .map(token -> rotation(token, effective))
                        .orElseGet(() -> Uni.createFrom().item(notFound()));
        });
    }

    private Uni<Response> rotation(TokenId id, Effective caller) {
        return tokens.find(caller.org(), id)
                .chain(found -> found.flatMap(
                                token -> token.life().rotation().map(rotation -> view(token, rotation, caller)))
                        .orElseGet(() -> Uni.createFrom().item(notFound())));
    }

    private Uni<Response> view(TokenRecord token, Life.Rotation rotation, Effective caller) {
        return lives.role(caller)
                .chain(role -> stillUsed
                        .since(token.org(), token.id(), rotation.at())
                        .map(uses -> MayChange.byRole(token, caller, role) ? uses : uses.withoutSources()))
                .map(uses -> Response.ok(RotationView.of(token, rotation, uses, lives.now()))
                        .build());
    }

    private static Response notFound() {
        return Problem.notFound("rotation").toResponse();
    }
}
