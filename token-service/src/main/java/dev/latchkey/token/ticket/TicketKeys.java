package dev.latchkey.token.ticket;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// What this service asks of session-service: the public keys that tickets are sealed to.
@RegisterRestClient(configKey = "session")
@Path("/v1/discharges/keys")
interface TicketKeys {
    /// The keys whose tickets are opened.
    ///
    /// @param keys exactly one of them is current
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(@Nullable List<@Nullable Item> keys) {}

    /// One of them.
    ///
    /// @param kid the first 4 bytes of the key's SHA-256, as hexadecimal digits
    /// @param publicKey X25519, 32 bytes in base64url
    /// @param current whether new tickets are sealed to it; others are kept for old ones
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(@Nullable String kid, @Nullable String publicKey, boolean current) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Answer> keys();
}
