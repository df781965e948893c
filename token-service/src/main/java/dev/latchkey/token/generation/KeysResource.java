package dev.latchkey.token.generation;

import dev.latchkey.access.Access;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.keys.Generation;
import dev.latchkey.token.keys.KeyGenerations;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The generations of an org's root keys.
@Path("/v1/tokens/keys")
@Tag(name = "keys")
public final class KeysResource {
    private final KeyOwners owners;
    private final KeyGenerations generations;

    KeysResource(KeyOwners owners, KeyGenerations generations) {
        this.owners = owners;
        this.generations = generations;
    }

    /// All of them, the newest first.
    @Schema(name = "Generations")
    record Generations(@Schema(required = true) List<Generation> items) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List root key generations",
            description = "The newest mints; older ones verify until they are retired. For owners.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Generations.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the parameter")
    @APIResponse(responseCode = "401", description = "nothing presented, or the presented token does not hold")
    @APIResponse(responseCode = "403", description = "problem cannot-manage-keys, role-too-low or wrong-org")
    public Uni<Response> list(
            @QueryParam("org") @Parameter(required = true, description = "The presented token's own org") @Nullable
                    String org,
            @Context HttpServerRequest http) {
        return owners.only(http, Access.READ, caller -> {
            var asked = Optional.ofNullable(org)
                    .flatMap(OrgHandle::parse)
                    .orElseThrow(() -> new InvalidRequestException("org", "Name the org by its handle, such as acme."));
            return asked.equals(caller.org())
                    ? generations
                            .list(asked)
                            .map(found -> Response.ok(new Generations(found)).build())
                    : Uni.createFrom().item(BearerRefusal.of("wrong-org", "The presented token works in another org."));
        });
    }
}
