package dev.latchkey.session.list;

import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.caller.LoggedIn;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.device.DeviceLabel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
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

/// Renaming a device.
@Path("/v1/sessions/devices/{device}")
@Tag(name = "sessions")
public final class RenameResource {
    private final Renaming renaming;

    RenameResource(Renaming renaming) {
        this.renaming = renaming;
    }

    /// @param label 1 to 60 characters, none that hides or turns text around
    record Change(@Nullable String label) {
        DeviceLabel read() {
            return Optional.ofNullable(label)
                    .flatMap(DeviceLabel::parse)
                    .orElseThrow(() -> new InvalidRequestException(
                            "label", "1 to 60 characters on one line, none that hides or turns text around."));
        }
    }

    /// What it is called now.
    record Renamed(
            @Schema(required = true) String id,
            @Schema(required = true) String label) {}

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Rename a device")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Renamed.class)))
    @APIResponse(responseCode = "404", description = "problem not-found: no device of the caller")
    public Uni<Response> rename(
            @PathParam("device") String id,
            @Nullable Change body,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.api(inside, session -> {
            var label =
                    Optional.ofNullable(body).orElseGet(() -> new Change(null)).read();
            return DeviceId.parse(id)
                    .map(device -> renaming.rename(session, device, label, Client.of(http)))
                    .orElseGet(() -> Uni.createFrom().item(false))
                    .map(done -> done
                            ? Response.ok(new Renamed(id, label.text())).build()
                            : Problem.notFound("device").toResponse());
        });
    }
}
