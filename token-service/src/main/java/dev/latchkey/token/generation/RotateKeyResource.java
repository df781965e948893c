package dev.latchkey.token.generation;

import dev.latchkey.access.Access;
import dev.latchkey.events.Act;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.keys.KeyGenerations;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A new generation of the org's root keys.
///
/// A resource of its own, because the whole path has to win over `/v1/tokens/{id}/…`.
@Path("/v1/tokens/keys/rotate")
@Tag(name = "keys")
public final class RotateKeyResource {
    private final KeyOwners owners;
    private final KeyGenerations generations;
    private final Clock clock;

    RotateKeyResource(KeyOwners owners, KeyGenerations generations, Clock clock) {
        this.owners = owners;
        this.generations = generations;
        this.clock = clock;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Rotate the root key",
            description = "A new generation mints from now on; tokens of the older ones go on until theirs is retired."
                    + " For owners.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = KeyAnswers.Changed.class)))
    @APIResponse(responseCode = "401", description = "nothing presented, or the presented token does not hold")
    @APIResponse(
            responseCode = "403",
            description = "problem cannot-manage-keys or role-too-low, or an insufficient scope")
    @APIResponse(responseCode = "409", description = "problem illegal-transition: no generation is left")
    public Uni<Response> rotate(@Context HttpServerRequest http) {
        return owners.only(
                http,
                Access.WRITE,
                caller -> generations
                        .rotate(caller.org(), new Act(Acts.actor(caller), Acts.origin(http), clock.instant()))
                        .map(KeyAnswers::of));
    }
}
