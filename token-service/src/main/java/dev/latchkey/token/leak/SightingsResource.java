package dev.latchkey.token.leak;

import dev.latchkey.access.Access;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where a token of the caller's org was found.
@Path("/v1/tokens/{id}/leaks")
@Tag(name = "leaks")
public final class SightingsResource {
    private final Callers callers;
    private final LeakReports reports;

    SightingsResource(Callers callers, LeakReports reports) {
        this.callers = callers;
        this.reports = reports;
    }

    /// Where it was found, latest first; at most 100 places are kept.
    record Sightings(@Schema(required = true) List<Seen> items) {}

    /// One place, in the words of whoever found it: do not follow it blindly.
    ///
    /// @param copy the narrowed copy that was found, or `root` for the token itself
    /// @param where the URI it was seen at, if one was given
    /// @param reporter `anyone` or `github`
    record Seen(
            @Schema(required = true, examples = "root") String copy,
            @Nullable String where,
            @Schema(required = true) Instant at,

            @Schema(
                    required = true,
                    enumeration = {"anyone", "github"})
            String reporter,

            @Nullable String note) {
        static Seen of(LeakReports.Seen seen) {
            return new Seen(
                    seen.copy(),
                    seen.place().orElse(null),
                    seen.at(),
                    seen.reporter(),
                    seen.note().orElse(null));
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Where a token was found", description = "An empty list for one that nobody has reported.")
    @APIResponse(
            responseCode = "200",
            description = "the places",
            content = @Content(schema = @Schema(implementation = Sightings.class)))
    @APIResponse(
            responseCode = "401",
            description = "nothing presented, or the presented token does not hold",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "403",
            description = "an insufficient scope",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "problem not-found: not the id of a token",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> sightings(@PathParam("id") String id, @Context HttpServerRequest http) {
        return callers.ofTokens(http, Access.READ).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("no service reads sightings by this path");
            case Caller.Holder(var effective, var _) ->
                TokenId.parsePublic(id)
                        .map(tokenId -> reports.of(effective.org().value(), tokenId.value())
                                .map(seen -> Response.ok(new Sightings(
                                                seen.stream().map(Seen::of).toList()))
                                        .build()))
                        .orElseGet(() ->
                                Uni.createFrom().item(Problem.notFound("token").toResponse()));
        });
    }
}
