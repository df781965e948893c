package dev.latchkey.session.ending;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// What this service tells token-service of sessions that are over.
@RegisterRestClient(configKey = "token")
@Path("/internal/v1/session-ends")
interface SessionEndsDoor {
    record Ends(List<String> sessions, Instant since) {}

    /// How many verifiers know, of how many; absent when nobody waited for them.
    ///
    /// @param missing those that do not know yet
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(
            @Nullable Integer confirmedBy,
            @Nullable Integer of,
            @Nullable List<String> missing) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Answer> end(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("wait") boolean wait, Ends ends);
}
