package dev.latchkey.token.narrow;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Token;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.record.EffectiveView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Narrowing for whoever has no library for it: what a holder could do offline, and no more.
///
/// Nothing is minted and nothing is stored, so no role is asked for and every kind of token can be narrowed.
@Path("/v1/tokens/narrow")
@Tag(name = "tokens")
public final class NarrowResource {
    private final Callers callers;
    private final Clock clock;

    NarrowResource(Callers callers, Clock clock) {
        this.callers = callers;
        this.clock = clock;
    }

    /// The copy and what it may still do.
    ///
    /// @param token the narrowed copy: a credential
    /// @param hint its last six characters, those of the presented token
    /// @param effective all its caveats folded, with the restrictions that were set on the token since
    record Narrowed(
            @Schema(required = true) String token,
            @Schema(required = true, examples = "k7m2qd") String hint,
            @Schema(required = true) EffectiveView effective) {
        /// Never the token.
        @Override
        public String toString() {
            return "Narrowed[" + hint + "]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Narrow the presented token",
            description = "Answers a copy of the presented token that can do less. The copy ends with the token, shares"
                    + " its hint, and needs no record. Holders with a macaroon library do the same offline.")
    @APIResponse(
            responseCode = "200",
            description = "the copy; only this answer shows it",
            content = @Content(schema = @Schema(implementation = Narrowed.class)))
    @APIResponse(
            responseCode = "400",
            description = "problem invalid-request, naming the field: not of its form, or nothing would be left",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "401",
            description = "nothing presented, or the presented token does not hold",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> narrow(@Nullable NarrowRequest body, @Context HttpServerRequest http) {
        return callers.ofSelf(http).map(caller -> switch (caller) {
            case Caller.Refused(var answer) -> answer;
            case Caller.Service _ -> throw new IllegalStateException("a service has no token to narrow");
            case Caller.Holder(var effective, var token) -> {
                var asked = Optional.ofNullable(body)
                        .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
                var caveats = asked.caveats(effective.rights(), clock.instant());
                var left = EffectiveView.of(effective.rights().narrowedBy(caveats));
                yield answer(narrowed(token, caveats), left);
            }
        });
    }

    private static Token narrowed(Token token, List<Caveat> caveats) {
        try {
            return token.narrow(caveats.toArray(Caveat[]::new));
        } catch (IllegalArgumentException full) {
            throw new InvalidRequestException("body", "The copy would have more than 32 caveats or 4,096 characters.");
        }
    }

    private static Response answer(Token copy, EffectiveView left) {
        return Response.ok(new Narrowed(copy.text(), copy.hint().value(), left))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
