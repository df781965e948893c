package dev.latchkey.session.token;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.session.caller.LoggedIn;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// A session token for the current session: an hour at most, and never longer than the session.
@Path("/v1/sessions/current/tokens")
@Tag(name = "sessions")
public final class SessionTokenResource {
    private final SessionTokens tokens;

    SessionTokenResource(SessionTokens tokens) {
        this.tokens = tokens;
    }

    /// @param org one of which the caller is a member
    /// @param access `read` or `write`
    /// @param resource a path; absent for all of the org
    /// @param ttl an ISO 8601 duration, an hour at most and without it
    record Request(
            @Nullable String org,
            @Nullable String access,
            @Nullable String resource,
            @Nullable String ttl) {
        OrgHandle handle() {
            return Optional.ofNullable(org)
                    .flatMap(OrgHandle::parse)
                    .orElseThrow(() -> new InvalidRequestException("org", "Name the org."));
        }

        String level() {
            return Optional.ofNullable(access)
                    .filter(word -> word.equals("read") || word.equals("write"))
                    .orElseThrow(() -> new InvalidRequestException("access", "Say read or write."));
        }
    }

    /// The token, which is shown once.
    record View(
            @Schema(required = true) String id,
            @Schema(required = true) String token,
            @Schema(required = true) String hint,
            @Schema(required = true) String org,
            @Schema(required = true) Instant expiresAt) {
        /// Never the token.
        @Override
        public String toString() {
            return "View[" + id + "]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Mint a session token")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "403", description = "problem role-too-low: no member, or not with this access")
    @APIResponse(responseCode = "503", description = "problem unavailable: token-service does not answer")
    public Uni<Response> mint(@Nullable Request body, @Context ContainerRequestContext inside) {
        return LoggedIn.api(inside, session -> {
            var asked = Optional.ofNullable(body).orElseGet(() -> new Request(null, null, null, null));
            return tokens.mint(session, asked);
        });
    }
}
