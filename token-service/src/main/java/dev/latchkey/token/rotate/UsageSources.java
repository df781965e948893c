package dev.latchkey.token.rotate;

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
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// What this service asks of audit-service.
@RegisterRestClient(configKey = "audit")
@Path("/internal/v1/usage/sources")
interface UsageSources {
    record Question(String org, String tokenId, String since) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(List<Item> items, boolean others) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(@Nullable String ip, @Nullable String userAgent, Instant lastAt) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Answer> sources(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, Question question);
}
