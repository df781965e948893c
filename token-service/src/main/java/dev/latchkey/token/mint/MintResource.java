package dev.latchkey.token.mint;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Token;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.idempotency.Attempts;
import dev.latchkey.token.mint.MintOrder.Minter;
import dev.latchkey.token.mint.MintOutcome.Refused;
import dev.latchkey.token.record.TokenView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Minting with a token: the new one belongs to the same person and is never more than the presented one.
@Path("/v1/tokens")
@Tag(name = "tokens")
public final class MintResource {
    private final Callers callers;
    private final RepeatableMint service;
    private final Attempts attempts;

    MintResource(Callers callers, RepeatableMint service, Attempts attempts) {
        this.callers = callers;
        this.service = service;
        this.attempts = attempts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Mint a token",
            description = "The only answer that ever shows the token itself. With an Idempotency-Key the same request,"
                    + " sent again within 24 hours, answers the same token.")
    @Parameter(
            name = Attempts.HEADER,
            in = ParameterIn.HEADER,
            description = "a string of 1 to 255 characters that the client chose for this request",
            schema = @Schema(type = SchemaType.STRING, examples = "8e03978e-40d5-43dd-bc93-6894a57f9324"))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TokenView.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(responseCode = "401", description = "nothing presented, or the presented token does not hold")
    @APIResponse(
            responseCode = "403",
            description =
                    "problem cannot-mint, exceeds-minter, org-policy, role-too-low or wrong-org, or an insufficient scope")
    @APIResponse(responseCode = "409", description = "problem request-in-flight: the same key is being worked on")
    @APIResponse(responseCode = "422", description = "problem idempotency-key-reused: it stands for another request")
    @APIResponse(
            responseCode = "503",
            description =
                    "problem unavailable: the token hangs on a login, and session-service names no key for its ticket")
    public Uni<Response> mint(@Nullable MintRequest body, @Context HttpServerRequest http) {
        return callers.ofTokens(http, Access.WRITE).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("a service mints through the internal endpoint");
            case Caller.Holder(var effective, var token) -> mint(body, effective, token, http);
        });
    }

    private Uni<Response> mint(@Nullable MintRequest body, Effective effective, Token token, HttpServerRequest http) {
        var request = Optional.ofNullable(body)
                .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
        if (effective.person().isEmpty()) {
            return Uni.createFrom().item(MintAnswers.of(new Refused.CannotMint("Only a token of a person can mint.")));
        }
        var order = MintOrder.of(
                request,
                effective.person().get(),
                Optional.of(new Minter(effective, token)),
                Acts.actor(effective),
                Acts.origin(http));
        return service.mint(order, attempts.of(http, effective, request)).map(MintAnswers::of);
    }
}
