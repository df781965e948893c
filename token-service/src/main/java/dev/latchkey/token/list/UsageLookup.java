package dev.latchkey.token.list;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.latchkey.token.record.TokenView.LastUsed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// What this service asks of audit-service.
@RegisterRestClient(configKey = "audit")
@Path("/internal/v1/usage/lookup")
interface UsageLookup {
    record Question(String org, List<String> tokenIds) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(List<Item> items) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(String tokenId, @Nullable LastUsed lastUsed) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Answer> lookup(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, Question question);
}
