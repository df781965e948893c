package dev.latchkey.session.token;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// What this service asks of token-service for a login.
@RegisterRestClient(configKey = "token")
@Path("/internal/v1/tokens")
interface Minting {
    record Order(
            String kind,
            String org,
            String person,
            String session,
            Instant sessionEndsAt,
            String access,
            @Nullable String resource,
            @Nullable String ttl) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Minted(String id, String token, String hint, String org, Instant expiresAt) {
        /// Never the token.
        @Override
        public String toString() {
            return "Minted[" + id + "]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Minted> mint(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, Order order);
}
