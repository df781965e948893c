package dev.latchkey.session.caller;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// The verify door of token-service.
@RegisterRestClient(configKey = "token")
@Path("/v1/verify")
interface TokenVerification {
    /// Asks about a token that was presented here.
    ///
    /// @param bearer a service JWT for token-service
    @POST
    Uni<Answer> verify(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, Question question);

    /// Is this token allowed to do this?
    record Question(String token, Request request, List<String> discharges) {
        @Override
        public String toString() {
            return "Question[token=••••, request=" + request.resource + "]";
        }
    }

    /// What the token was presented for.
    ///
    /// @param org `*` for the token's own
    record Request(
            String org,
            String resource,
            String access,
            String method,
            @Nullable String ip,
            @Nullable String userAgent) {}

    /// The verdict.
    ///
    /// @param token which one it is; only when allowed
    /// @param subject whose it is; only when allowed
    /// @param effective what the token is good for; only when allowed
    /// @param reason slug of the refusal; only when refused
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            boolean allowed,
            @Nullable TokenPart token,
            @Nullable Subject subject,
            @Nullable Effective effective,
            @Nullable String reason,
            @Nullable String detail) {}

    /// Which token it is.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record TokenPart(@Nullable String id, @Nullable String kind) {}

    /// Whose it is.
    ///
    /// @param person absent for a token that is nobody's
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Subject(@Nullable String person) {}

    /// What the token is good for here.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Effective(@Nullable String org) {}
}
