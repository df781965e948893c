package dev.latchkey.token.bulk;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Revoking or suspending many tokens at once.
@Path("/v1/tokens/bulk")
@Tag(name = "tokens")
public final class BulkResource {
    private final Callers callers;
    private final BulkService service;

    BulkResource(Callers callers, BulkService service) {
        this.callers = callers;
        this.service = service;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Revoke or suspend many tokens",
            description = "By their ids, or by a filter that matches at most 500 and never the presented token. Unless"
                    + " dry_run is false, nothing is done and each row says what would be. Each token is changed whole"
                    + " or not at all, with what was minted through it.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BulkAnswer.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(responseCode = "403", description = "an insufficient scope")
    public Uni<Response> run(@Nullable BulkRequest body, @Context HttpServerRequest http) {
        return callers.ofTokens(http, Access.WRITE).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("no service changes tokens by this path");
            case Caller.Holder(var effective, var _) -> run(body, effective, http);
        });
    }

    private Uni<Response> run(@Nullable BulkRequest body, Effective caller, HttpServerRequest http) {
        if (body == null) {
            throw new InvalidRequestException("body", "A JSON object is needed.");
        }
        return service.run(body, caller, Acts.origin(http))
                .map(answer -> Response.ok(answer).build());
    }
}
