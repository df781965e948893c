package dev.latchkey.token.leak;

import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Acts;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Reports of leaked tokens from anybody. The answer is the same whatever was real.
@Path("/v1/leaks")
@Tag(name = "leaks")
public final class LeakResource {
    private final LeakService service;
    private final LeakThrottle throttle;

    LeakResource(LeakService service, LeakThrottle throttle) {
        this.service = service;
        this.throttle = throttle;
    }

    /// What was received; nothing about what it was.
    record Received(@Schema(required = true, examples = "2") int received) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Report leaked tokens",
            description =
                    "Ends every genuine token among them, with what was minted through it; of a narrowed copy, that"
                            + " copy and those narrowed from it. Needs no credential. The answer never says which were real.")
    @APIResponse(
            responseCode = "202",
            description = "received",
            content = @Content(schema = @Schema(implementation = Received.class)))
    @APIResponse(
            responseCode = "400",
            description = "problem invalid-request, naming the field",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "problem rate-limited, with Retry-After",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "problem unavailable or feed-stale: nothing was taken, report again",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> report(@Nullable LeakRequest body, @Context HttpServerRequest http) {
        var wait = throttle.take(Callers.source(http).ip());
        if (wait.isPresent()) {
            return Uni.createFrom().item(LeakThrottle.tooMany(wait.get()));
        }
        if (!service.isReady()) {
            return Uni.createFrom().item(BearerRefusal.of("feed-stale", "This verifier is not up to date."));
        }
        var asked = Optional.ofNullable(body)
                .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
        var texts = asked.texts();
        var sighting = service.sighting(
                Sighting.Reporter.ANYONE,
                Sighting.place(asked.where()),
                Sighting.note(asked.note()),
                Acts.origin(http));
        return service.take(texts, sighting)
                .replaceWith(() -> Response.accepted(new Received(texts.size())).build());
    }
}
