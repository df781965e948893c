package dev.latchkey.token.verify;

import dev.latchkey.access.Effective;
import dev.latchkey.access.Reason;
import dev.latchkey.access.TokenText;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.decision.Decision;
import dev.latchkey.token.decision.TokenDecisions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/// The doors to the verifier over HTTP.
@Path("/v1")
@Tag(name = "verify")
@Produces(MediaType.APPLICATION_JSON)
public final class VerifyResource {
    private final Callers callers;
    private final TokenDecisions decisions;

    VerifyResource(Callers callers, TokenDecisions decisions) {
        this.callers = callers;
        this.decisions = decisions;
    }

    @POST
    @Path("/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "May this token do this?",
            description = "Every refusal is an answer with 200 and a reason; only a verifier that is not up to date"
                    + " answers 503. The use is recorded either way, if the token is genuine.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = VerifyAnswer.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request: the caller's own mistake")
    @APIResponse(responseCode = "401", description = "the caller's credential was refused")
    @APIResponse(responseCode = "403", description = "the caller's token is not for verifying")
    @APIResponse(responseCode = "503", description = "problem feed-stale, or a key cannot be read")
    public Uni<Response> verify(@Nullable VerifyRequest body, @Context HttpServerRequest http) {
        return callers.ofVerify(http).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> judge(body);
            case Caller.Holder(Effective asking, var _) -> ofOtherOrg(asking, body) ? foreign() : judge(body);
        });
    }

    private Uni<Response> judge(@Nullable VerifyRequest body) {
        var asked = required(body);
        var text = asked.presented();
        var decision = asked.hasDischarges()
                ? decisions.decideWithDischarges(text, asked.accessRequest(), asked.source())
                : decisions.decide(text, asked.accessRequest(), asked.source());
        return decision.map(VerifyResource::answer);
    }

    private static Response answer(Decision decision) {
        return switch (decision) {
            case Decision.Allowed(var effective, var _) ->
                Response.ok(VerifyAnswer.of(effective)).build();
            case Decision.Refused(Reason.FeedStale stale) -> BearerRefusal.of(stale.slug(), stale.detail());
            case Decision.Refused(var reason) ->
                Response.ok(VerifyAnswer.of(reason)).build();
        };
    }

    /// A verifier token sees its own org only: another org's token looks like no token at all, and none of its uses
    /// counts.
    private static boolean ofOtherOrg(Effective asking, @Nullable VerifyRequest body) {
        return TokenText.identify(required(body).presented())
                .map(presented -> !presented.keyId().org().equals(asking.org()))
                .orElse(false);
    }

    private static Uni<Response> foreign() {
        return Uni.createFrom().item(answer(new Decision.Refused(new Reason.BadSignature())));
    }

    private static VerifyRequest required(@Nullable VerifyRequest body) {
        return Optional.ofNullable(body)
                .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
    }

    @GET
    @Path("/whoami")
    @Operation(summary = "What is the presented token, and what may it do?")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WhoAmI.class)))
    @APIResponse(responseCode = "401", description = "nothing presented, or the token does not hold")
    public Uni<Response> whoami(@Context HttpServerRequest http) {
        return callers.ofSelf(http).map(caller -> switch (caller) {
            case Caller.Refused(var answer) -> answer;
            case Caller.Service _ -> BearerRefusal.nothingPresented();
            case Caller.Holder(var effective, var _) ->
                Response.ok(WhoAmI.of(effective)).build();
        });
    }
}
