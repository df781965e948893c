package dev.latchkey.token.list;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.cursor.Cursors;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.record.Etag;
import dev.latchkey.token.record.TokenFilter;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.record.TokenView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The tokens of an org, newest first, and one by one.
@Path("/v1/tokens")
@Tag(name = "tokens")
@Produces(MediaType.APPLICATION_JSON)
public final class ListResource {
    private final Callers callers;
    private final TokenStore tokens;
    private final LastUses lastUses;
    private final Cursors cursors;

    ListResource(Callers callers, TokenStore tokens, LastUses lastUses, Cursors cursors) {
        this.callers = callers;
        this.tokens = tokens;
        this.lastUses = lastUses;
        this.cursors = cursors;
    }

    /// One page.
    ///
    /// @param next the cursor of the next page; null on the last one
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(
            List<TokenView> items,
            @Schema(nullable = true) @Nullable String next) {}

    @GET
    @Operation(
            summary = "List tokens",
            description = "Newest first, with the last use of each. Filters are combined with and.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the parameter")
    @APIResponse(responseCode = "403", description = "an insufficient scope, or another org")
    public Uni<Response> list(@BeanParam ListQuery query, @Context HttpServerRequest http) {
        return callers.ofTokens(http, Access.READ).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("no service lists by this path");
            case Caller.Holder(var effective, var _) -> page(query, effective);
        });
    }

    private Uni<Response> page(ListQuery query, Effective caller) {
        var filter = query.filter(cursors);
        if (!filter.org().equals(caller.org())) {
            return Uni.createFrom().item(BearerRefusal.of("wrong-org", "The presented token works in another org."));
        }
        var limit = query.limit();
        return tokens.page(filter, limit + 1).chain(found -> {
            var shown = found.size() > limit ? found.subList(0, limit) : found;
            return lastUses.of(caller.org(), shown)
                    .map(views -> Response.ok(new Page(views, next(found, shown, filter)))
                            .build());
        });
    }

    private @Nullable String next(List<TokenRecord> found, List<TokenRecord> shown, TokenFilter filter) {
        return found.size() > shown.size()
                ? cursors.seal(List.of(shown.getLast().id().value()), filter.canonical())
                : null;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read one token's record", description = "With an ETag, which a change of the name needs.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TokenView.class)))
    @APIResponse(responseCode = "404", description = "problem not-found: no such token in the caller's org")
    public Uni<Response> one(@PathParam("id") String id, @Context HttpServerRequest http) {
        return callers.ofTokens(http, Access.READ).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("no service reads by this path");
            case Caller.Holder(var effective, var _) -> one(id, effective.org());
        });
    }

    private Uni<Response> one(String id, OrgHandle org) {
        var tokenId = TokenId.parsePublic(id);
        if (tokenId.isEmpty()) {
            return Uni.createFrom().item(Problem.notFound("token").toResponse());
        }
        return tokens.find(org, tokenId.get())
                .chain(found -> found.map(this::shown)
                        .orElseGet(() ->
                                Uni.createFrom().item(Problem.notFound("token").toResponse())));
    }

    private Uni<Response> shown(TokenRecord token) {
        return lastUses.of(token.org(), List.of(token))
                .map(views -> Response.ok(views.getFirst())
                        .header(HttpHeaders.ETAG, Etag.of(token))
                        .build());
    }
}
