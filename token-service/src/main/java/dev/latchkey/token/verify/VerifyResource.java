package dev.latchkey.token.verify;

import dev.latchkey.access.Reason;
import dev.latchkey.kit.identity.InternalEndpoint;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.caller.Asker;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.decision.Decision;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    private final Verdicts verdicts;

    VerifyResource(Callers callers, Verdicts verdicts) {
        this.callers = callers;
        this.verdicts = verdicts;
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
        return admitted(
                http,
                InternalEndpoint.VERIFY,
                asker -> verdicts.on(required(body).question(), asker)
                        .map(decision -> answer(List.of(decision), answers -> answers.getFirst())));
    }

    @POST
    @Path("/verify/batch")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "May these tokens do this?",
            description = "1 to 256 questions, answered in their order. One question that is not of its form is"
                    + " answered with 400 for all, naming it as in items[3].request.access, and no use is recorded.")
    @APIResponse(
            responseCode = "200",
            description = "one answer each, in order",
            content = @Content(schema = @Schema(implementation = VerifyBatch.Answers.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request: the caller's own mistake")
    @APIResponse(responseCode = "401", description = "the caller's credential was refused")
    @APIResponse(responseCode = "403", description = "the caller's token is not for verifying")
    @APIResponse(responseCode = "503", description = "problem feed-stale: none of the answers would be worth anything")
    public Uni<Response> verifyBatch(@Nullable VerifyBatch body, @Context HttpServerRequest http) {
        return admitted(
                http,
                InternalEndpoint.VERIFY_BATCH,
                asker -> verdicts.on(required(body).questions(), asker)
                        .map(decisions -> answer(decisions, VerifyBatch.Answers::new)));
    }

    private Uni<Response> admitted(
            HttpServerRequest http, InternalEndpoint endpoint, Function<Asker.Admitted, Uni<Response>> answer) {
        return callers.ofVerify(http, endpoint).chain(asker -> switch (asker) {
            case Asker.Refused(var _, var refusal) -> Uni.createFrom().item(refusal);
            case Asker.Admitted admitted -> answer.apply(admitted);
        });
    }

    /// A verifier that is not up to date answers for nothing, so one stale verdict makes all of them stale.
    private static Response answer(List<Decision> decisions, Function<List<VerifyAnswer>, Object> shape) {
        var answers = new ArrayList<VerifyAnswer>(decisions.size());
        for (var decision : decisions) {
            switch (decision) {
                case Decision.Allowed(var effective, var _) -> answers.add(VerifyAnswer.of(effective));
                case Decision.Refused(Reason.FeedStale stale) -> {
                    return BearerRefusal.of(stale.slug(), stale.detail());
                }
                case Decision.Refused(var reason) -> answers.add(VerifyAnswer.of(reason));
            }
        }
        return Response.ok(shape.apply(answers)).build();
    }

    private static <T> T required(@Nullable T body) {
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
