package dev.latchkey.token.rotate;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.idempotency.Attempts;
import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.idempotency.IdempotencyAnswers;
import dev.latchkey.token.life.MoveRequests;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.record.TokenView;
import dev.latchkey.token.rotate.RotateOutcome.KeyTaken;
import dev.latchkey.token.rotate.RotateOutcome.NotReplaced;
import dev.latchkey.token.rotate.RotateOutcome.Refused;
import dev.latchkey.token.rotate.RotateOutcome.Rotated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Replacing a token by another with the same rights.
@Path("/v1/tokens/{id}/rotate")
@Tag(name = "tokens")
public final class RotateResource {
    private final Callers callers;
    private final RepeatableRotation service;
    private final RotationReplay replay;
    private final TokenLives lives;
    private final Attempts attempts;

    RotateResource(
            Callers callers, RepeatableRotation service, RotationReplay replay, TokenLives lives, Attempts attempts) {
        this.replay = replay;
        this.callers = callers;
        this.service = service;
        this.lives = lives;
        this.attempts = attempts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Rotate a token",
            description = "Mints a successor with the same caveats, restrictions, kind and name, for as long as the old"
                    + " token was issued for, but not longer than the presented one lasts, nor than the org allows. Both are in force for the"
                    + " overlap; then the old one ends, with what was minted through it but the successor. Revoking the"
                    + " token that was presented for this ends the successor too. With an Idempotency-Key the same"
                    + " request, sent again within 24 hours, answers the same successor, also to a token that ended by"
                    + " replacing itself.")
    @Parameter(
            name = Attempts.HEADER,
            in = ParameterIn.HEADER,
            description = "a string of 1 to 255 characters that the client chose for this request",
            schema = @Schema(type = SchemaType.STRING, examples = "8e03978e-40d5-43dd-bc93-6894a57f9324"))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TokenView.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(
            responseCode = "403",
            description = "problem cannot-mint, exceeds-minter or role-too-low, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such token in the caller's org")
    @APIResponse(
            responseCode = "409",
            description = "problem illegal-transition, naming the state it is in; or request-in-flight")
    @APIResponse(responseCode = "422", description = "problem idempotency-key-reused: it stands for another request")
    public Uni<Response> rotate(
            @PathParam("id") String id, @Nullable RotateRequest body, @Context HttpServerRequest http) {
        return replay.of(id, http, () -> RotateRequest.overlapOf(body))
                .chain(again -> again.map(RotateResource::answer)
                        .map(Uni.createFrom()::item)
                        .orElseGet(() -> first(id, body, http)));
    }

    private Uni<Response> first(String id, @Nullable RotateRequest body, HttpServerRequest http) {
        return callers.ofTokens(http, Access.WRITE).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("no service rotates by this path");
            case Caller.Holder(var effective, var token) -> rotate(id, body, effective, token, http);
        });
    }

    private Uni<Response> rotate(
            String id, @Nullable RotateRequest body, Effective caller, Token token, HttpServerRequest http) {
        var overlap = RotateRequest.overlapOf(body);
        var old = TokenId.parsePublic(id);
        return old.isEmpty()
                ? Uni.createFrom().item(Problem.notFound("token").toResponse())
                : service.rotate(
                                old.get(),
                                overlap,
                                caller,
                                token,
                                lives.act(caller, Acts.origin(http)),
                                attempts.of(http, caller, overlap.toString()))
                        .map(RotateResource::answer);
    }

    private static Response taken(Claim claim) {
        return switch (claim) {
            case Claim.Refused refused -> IdempotencyAnswers.of(refused);
            case Claim.First _, Claim.Again _ -> throw new IllegalStateException("answered with its token");
        };
    }

    private static Response answer(RotateOutcome outcome) {
        return switch (outcome) {
            case Rotated(var successor, var text) ->
                Response.status(Response.Status.CREATED)
                        .header(
                                HttpHeaders.LOCATION,
                                "/v1/tokens/" + successor.id().publicId())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(TokenView.of(successor, successor.createdAt()).showing(text))
                        .build();
            case KeyTaken(var claim) -> taken(claim);
            case Refused(var problem) -> problem.toResponse();
            case NotReplaced(var change) ->
                MoveRequests.answer(change, made -> {
                    throw new IllegalStateException("a change that was made is no refusal");
                });
        };
    }
}
