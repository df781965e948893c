package dev.latchkey.token.revoke;

import dev.latchkey.access.Access;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.proof.ProofView;
import dev.latchkey.token.proof.ProofWish;
import dev.latchkey.token.proof.Proofs;
import dev.latchkey.token.revoke.RevokeOutcome.AlreadyRevoked;
import dev.latchkey.token.revoke.RevokeOutcome.NotAllowed;
import dev.latchkey.token.revoke.RevokeOutcome.Revoked;
import dev.latchkey.token.revoke.RevokeOutcome.Unknown;
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
    private final Callers callers;
    private final RevokeService service;
    private final Proofs proofs;

    RevokeResource(Callers callers, RevokeService service, Proofs proofs) {
        this.callers = callers;
        this.service = service;
        this.proofs = proofs;
    }

    /// What ended.
    ///
    /// @param revision from this revision of the state feed on every verifier refuses it
    /// @param alsoEnded what was minted through it, and ended with it
    record Ended(String id, String state, Instant revokedAt, long revision, List<String> alsoEnded) {
        static Ended of(Revoked revoked) {
            var token = revoked.token();
            return new Ended(
                    token.id().publicId(),
                    "revoked",
                    token.life().ended().orElseThrow().at(),
                    revoked.revision(),
                    revoked.children().stream()
                            .map(child -> child.id().publicId())
                            .toList());
        }
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Revoke a token",
            description = "Ends the token, every narrowed copy of it, and every token that was minted through it.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(allOf = {Ended.class, ProofView.class})))
    @APIResponse(
            responseCode = "202",
            description = "with wait=true: it has ended, and some verifiers have not confirmed it within 2 s",
            content = @Content(schema = @Schema(allOf = {Ended.class, ProofView.class})))
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
        return callers.ofTokens(http, Access.WRITE).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("no service revokes by this path");
            case Caller.Holder(var effective, var _) ->
                TokenId.parsePublic(id)
                        .map(tokenId -> service.revoke(tokenId, effective, Acts.origin(http)))
                        .orElseGet(() -> Uni.createFrom().item(new Unknown()))
                        .chain(outcome -> answer(outcome, wish));
        });
    }

    private Uni<Response> answer(RevokeOutcome outcome, ProofWish wish) {
        return outcome instanceof Revoked revoked
                ? wish.of(revoked.revision(), proofs).map(proof -> ProofView.answer(Ended.of(revoked), proof))
                : Uni.createFrom().item(answer(outcome));
    }

    private static Response answer(RevokeOutcome outcome) {
        return switch (outcome) {
            case Revoked revoked -> Response.ok(Ended.of(revoked)).build();
            case AlreadyRevoked(var since) ->
                new Problem(
                                "illegal-transition",
                                409,
                                "Not from this state",
                                "The token is revoked since " + since.end().at())
                        .toResponse();
            case NotAllowed _ ->
                new Problem("role-too-low", 403, "Role too low", "Ending this token needs the role admin in the org.")
                        .toResponse();
            case Unknown _ -> Problem.notFound("token").toResponse();
        };
    }
}
