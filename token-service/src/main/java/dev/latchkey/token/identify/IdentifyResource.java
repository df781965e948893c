package dev.latchkey.token.identify;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Hint;
import dev.latchkey.access.TokenReading;
import dev.latchkey.access.TokenText;
import dev.latchkey.access.Verifier;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.list.LastUses;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.record.TokenView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// From a pasted token or hint to its record. It proves nothing about the text and records no use of it.
@Path("/v1/tokens/identify")
@Tag(name = "tokens")
public final class IdentifyResource {
    private final Callers callers;
    private final TokenStore tokens;
    private final LastUses lastUses;

    IdentifyResource(Callers callers, TokenStore tokens, LastUses lastUses) {
        this.callers = callers;
        this.tokens = tokens;
        this.lastUses = lastUses;
    }

    /// What is known of the token: its text, or its hint.
    ///
    /// @param token whole, narrowed, expired or cut off: as long as its identifier is in it
    /// @param hint its last six characters, as a person read them
    record Pasted(@Nullable String token, @Nullable String hint) {
        @Override
        public String toString() {
            return "Pasted[" + hint + "]";
        }
    }

    /// The records it can be: at most one for a token, for a hint also ended tokens that had it.
    ///
    /// @param truncated how much of the pasted token is there, if it was cut off
    record Identified(
            @Schema(required = true) List<TokenView> items,
            @Nullable Cut truncated) {}

    /// How much of a token a text is.
    ///
    /// @param presented how many characters there are
    /// @param needed how many the token has; only at least, unless `exact`
    record Cut(
            @Schema(required = true, examples = "180") int presented,
            @Schema(required = true, examples = "231") int needed,
            @Schema(required = true) boolean exact) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Find the record of a pasted token or hint", description = "Give exactly one of the two.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Identified.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request: neither or both, or no identifier in it")
    public Uni<Response> identify(@Nullable Pasted body, @Context HttpServerRequest http) {
        return callers.ofTokens(http, Access.READ).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("no service identifies by this path");
            case Caller.Holder(var effective, var _) ->
                find(body, effective)
                        .chain(found -> lastUses.of(effective.org(), found))
                        .map(views -> Response.ok(
                                        new Identified(views, cut(body).orElse(null)))
                                .build());
        });
    }

    private Uni<List<TokenRecord>> find(@Nullable Pasted body, Effective caller) {
        var token = Optional.ofNullable(body).flatMap(pasted -> Optional.ofNullable(pasted.token()));
        var hint = Optional.ofNullable(body).flatMap(pasted -> Optional.ofNullable(pasted.hint()));
        if (token.isPresent() == hint.isPresent()) {
            throw new InvalidRequestException("body", "Give either token or hint.");
        }
        return token.map(text -> byToken(text, caller)).orElseGet(() -> byHint(hint.orElseThrow(), caller));
    }

    private Uni<List<TokenRecord>> byToken(String text, Effective caller) {
        var identifier = TokenText.identify(text.strip())
                .orElseThrow(() -> new InvalidRequestException("token", unidentified(text)));
        return identifier.keyId().org().equals(caller.org())
                ? tokens.find(caller.org(), identifier.tokenId())
                        .map(found -> found.stream().toList())
                : Uni.createFrom().item(List.of());
    }

    private static String unidentified(String text) {
        var nothing = "There is no whole identifier in this text.";
        return TokenText.read(text.strip()) instanceof TokenReading.Truncated cut
                ? nothing + " " + Verifier.reasonOf(cut).detail()
                : nothing;
    }

    private static Optional<Cut> cut(@Nullable Pasted body) {
        return Optional.ofNullable(body)
                .flatMap(pasted -> Optional.ofNullable(pasted.token()))
                .map(text -> TokenText.read(text.strip()))
                .filter(TokenReading.Truncated.class::isInstance)
                .map(TokenReading.Truncated.class::cast)
                .map(cut -> new Cut(cut.presented(), cut.needed(), cut.exact()));
    }

    private Uni<List<TokenRecord>> byHint(String text, Effective caller) {
        Hint hint = TokenText.foldHint(text)
                .orElseThrow(() -> new InvalidRequestException("hint", "A hint has six characters, such as k7m2qd."));
        return tokens.find(caller.org(), hint);
    }
}
