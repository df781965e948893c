package dev.latchkey.token.revoke;

import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.life.Change.Made;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.life.MoveRequests;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.life.UnrecordedEnd;
import dev.latchkey.token.proof.ProofView;
import dev.latchkey.token.proof.ProofWish;
import dev.latchkey.token.proof.Proofs;
import dev.latchkey.token.record.End;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Ending a token for good.
@Path("/v1/tokens/{id}/revoke")
@Tag(name = "tokens")
public final class RevokeResource {
    private final MoveRequests requests;
    private final TokenLives lives;
    private final Proofs proofs;

    RevokeResource(MoveRequests requests, TokenLives lives, Proofs proofs) {
        this.requests = requests;
        this.lives = lives;
        this.proofs = proofs;
    }

    /// What ended.
    ///
    /// @param revision from this revision of the state feed on every verifier refuses it
    /// @param alsoEnded what was minted through it, and ended with it
    record Ended(
            @Schema(required = true, examples = "tok_01m3tc5h00mmzswp91nrj9a80a")
            String id,

            @Schema(required = true, enumeration = "revoked")
            String state,

            @Schema(required = true) Instant revokedAt,
            @Schema(required = true, examples = "17") long revision,
            @Schema(required = true) List<String> alsoEnded) {
        static Ended of(UnrecordedEnd end) {
            return new Ended(
                    end.token().publicId(),
                    "revoked",
                    end.at(),
                    end.revision(),
                    end.also().stream().map(child -> child.id().publicId()).toList());
        }

        static Ended of(Made made) {
            var token = made.token();
            return new Ended(
                    token.id().publicId(),
                    "revoked",
                    token.life().ended().orElseThrow().at(),
                    made.revision().orElseThrow(),
                    made.also().stream().map(child -> child.id().publicId()).toList());
        }
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Revoke a token",
            description =
                    "Ends the token, every narrowed copy of it, and every token that was minted through it, from"
                            + " whatever state but revoked. Any token as issued may revoke itself, also one of a login or an app.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(allOf = {Ended.class, ProofView.class})))
    @APIResponse(
            responseCode = "202",
            description = "with wait=true: it has ended, and some verifiers have not confirmed it within 2 s",
            content = @Content(schema = @Schema(allOf = {Ended.class, ProofView.class})))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the parameter")
    @APIResponse(responseCode = "403", description = "problem role-too-low, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such token in the caller's org")
    @APIResponse(responseCode = "409", description = "problem illegal-transition: it is revoked already")
    public Uni<Response> revoke(
            @PathParam("id") String id,
            @Parameter(
                            description = "true: answer when every live verifier has applied it, after 2 s at most",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam("wait")
                    @Nullable
                    String wait,
            @Context HttpServerRequest http) {
        var wish = ProofWish.parse(wait);
        return requests.makeAlsoOnItself(
                id,
                http,
                new Move.Ending(End.Cause.REVOKED),
                made -> proven(Ended.of(made), wish),
                self -> lives.endUnrecorded(self, Acts.origin(http))
                        .chain(end -> end.map(ended -> proven(Ended.of(ended), wish))
                                .orElseGet(() -> Uni.createFrom()
                                        .item(MoveRequests.illegal("revoked", "The token is revoked already.")))));
    }

    private Uni<Response> proven(Ended ended, ProofWish wish) {
        return wish.of(ended.revision(), proofs).map(proof -> ProofView.answer(ended, proof));
    }
}
