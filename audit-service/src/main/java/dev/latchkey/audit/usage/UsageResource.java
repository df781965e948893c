package dev.latchkey.audit.usage;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.audit.caller.Callers;
import dev.latchkey.audit.usage.UsageRecord.Page;
import dev.latchkey.audit.usage.UsageRecord.Sources;
import dev.latchkey.audit.usage.UsageStore.After;
import dev.latchkey.kit.cursor.Cursors;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.kit.problem.ReadsQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Last-used records, for whoever presents a token of the org that may read `latchkey/usage`.
@Path("/v1/usage/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Usage", description = "When, from where and with what tokens were last used")
@APIResponse(
        responseCode = "401",
        description = "No token, or one that is not valid: `/problems/unauthorized`, `/problems/bad-signature`,"
                + " `/problems/expired`, `/problems/revoked`, … with `WWW-Authenticate`",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "403",
        description = "The token does not reach `latchkey/usage`: `/problems/resource-denied`,"
                + " `/problems/ip-denied`, `/problems/method-denied`",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "503",
        description = "`/problems/unavailable`: the token cannot be verified or the record not be read right now;"
                + " `Retry-After` says when to try again. Never to be shown as \"never used\"",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class UsageResource {
    private final Callers callers;
    private final UsageStore store;
    private final Cursors cursors;

    UsageResource(Callers callers, UsageStore store, Cursors cursors) {
        this.callers = callers;
        this.store = store;
        this.cursors = cursors;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "The last-used record of a token")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UsageRecord.class)))
    @APIResponse(
            responseCode = "404",
            description = "`/problems/not-found`: no such token, or one of another org",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> usage(@PathParam("id") String id, @Context HttpServerRequest request) {
        return callers.admit(request, org -> ofToken(id, token -> store.find(org, token)));
    }

    @GET
    @Path("/{id}/sources")
    @Operation(summary = "From where a token was used: address and user agent, last seen first")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Sources.class)))
    @APIResponse(
            responseCode = "404",
            description = "`/problems/not-found`: no such token, or one of another org",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> sources(@PathParam("id") String id, @Context HttpServerRequest request) {
        return callers.admit(request, org -> ofToken(id, token -> store.sources(org, token)));
    }

    @GET
    @ReadsQuery({"org", "unused_for", "never_used", "state", "limit", "cursor"})
    @Operation(
            summary = "The tokens of an org with their last-used records, oldest token first",
            description = "A use is any authentic presentation of the token, accepted or refused.")
    @Parameter(name = "org", in = ParameterIn.QUERY, required = true, description = "Handle of the org")
    @Parameter(
            name = "unused_for",
            in = ParameterIn.QUERY,
            example = "90d",
            description = "Only tokens not used for so long, in days or hours (`90d`, `12h`, at most ten years);"
                    + " counted from creation where never used")
    @Parameter(
            name = "never_used",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN),
            description = "Only tokens without any recorded use, or only those with one")
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            schema = @Schema(enumeration = {"active", "suspended", "rotated", "expired", "revoked"}))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "100"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "`next` of the page before, same filter")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(
            responseCode = "400",
            description = "`/problems/invalid-request`: `field` names the parameter",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "`/problems/not-found`: no such org, or not the token's own",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> list(@Context UriInfo uri, @Context HttpServerRequest request) {
        return callers.admit(request, org -> list(org, uri.getQueryParameters()));
    }

    private Uni<Response> list(OrgHandle org, MultivaluedMap<String, String> parameters) {
        var filter = UsageFilter.of(parameters);
        var limit = UsageFilter.limit(parameters);
        var after = UsageFilter.cursor(parameters)
                .map(cursor -> after(cursor, filter))
                .orElse(After.NOTHING);
        if (!filter.org().equals(org)) {
            return Uni.createFrom().item(Problem.notFound("org").toResponse());
        }
        // One more than asked for tells whether there is a next page.
        return store.list(filter, after, limit + 1).map(found -> {
            var more = found.size() > limit;
            var items = more ? found.subList(0, limit) : found;
            return Response.ok(new Page(items, more ? next(items, filter) : null))
                    .build();
        });
    }

    private After after(String cursor, UsageFilter filter) {
        return cursors.open(cursor, filter.canonical())
                .filter(values -> values.size() == 2)
                .map(values -> new After(Instant.parse(values.getFirst()), values.getLast()))
                .orElseThrow(
                        () -> new InvalidRequestException("cursor", "The cursor of a page of this list is expected."));
    }

    private String next(List<UsageRecord.Listed> items, UsageFilter filter) {
        var last = items.getLast();
        return cursors.seal(
                List.of(last.token().createdAt().toString(), last.usage().tokenId()), filter.canonical());
    }

    private static <T> Uni<Response> ofToken(String id, Function<TokenId, Uni<Optional<T>>> read) {
        return TokenId.parsePublic(id)
                .map(read)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(found -> found.map(item -> Response.ok(item).build())
                        .orElseGet(() -> Problem.notFound("token").toResponse()));
    }
}
