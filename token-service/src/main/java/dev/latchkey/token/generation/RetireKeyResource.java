package dev.latchkey.token.generation;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.events.Act;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.keys.KeyGenerations;
import dev.latchkey.token.keys.KeyOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/// The end of a generation of the org's root keys, and of every token that hangs from it.
@Path("/v1/tokens/keys/{generation}/retire")
@Tag(name = "keys")
public final class RetireKeyResource {
    private final KeyOwners owners;
    private final KeyGenerations generations;
    private final Clock clock;

    RetireKeyResource(KeyOwners owners, KeyGenerations generations, Clock clock) {
        this.owners = owners;
        this.generations = generations;
        this.clock = clock;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Retire a root key",
            description = "Ends every token of the generation at once and for good, the caller's too if it is one of"
                    + " them. The newest cannot be retired: rotate first. For owners.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyAnswers.Changed.class)))
    @APIResponse(responseCode = "401", description = "nothing presented, or the presented token does not hold")
    @APIResponse(
            responseCode = "403",
            description = "problem cannot-manage-keys or role-too-low, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: the org has no such generation")
    @APIResponse(responseCode = "409", description = "problem illegal-transition: the newest, or retired already")
    public Uni<Response> retire(@PathParam("generation") String generation, @Context HttpServerRequest http) {
        return owners.only(http, Access.WRITE, caller -> retire(generation, caller, http));
    }

    private Uni<Response> retire(String generation, Effective caller, HttpServerRequest http) {
        var act = new Act(Acts.actor(caller), Acts.origin(http), clock.instant());
        return KeyAnswers.named(caller.org(), generation)
                .map(keyId -> generations.retire(keyId, act))
                .orElseGet(() -> Uni.createFrom().item(new KeyOutcome.Unknown()))
                .map(KeyAnswers::of);
    }
}
