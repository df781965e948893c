package dev.latchkey.audit.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.audit.usage.UsageStore.LastUse;
import dev.latchkey.kit.problem.InvalidRequestException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The last accepted use of up to 200 tokens of one org, for lists in other services.
@Path("/internal/v1/usage/lookup")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsageLookupResource {
    private static final int MOST = 200;

    private final UsageStore store;

    UsageLookupResource(UsageStore store) {
        this.store = store;
    }

    record Question(@Nullable String org, @Nullable List<@Nullable String> tokenIds) {}

    /// One item per id asked for, in that order.
    record Answer(List<Item> items) {}

    /// What is known of one token.
    ///
    /// @param lastUsed null where no accepted use in this org is recorded
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Item(String tokenId, @Nullable LastUse lastUsed) {}

    @POST
    @Operation(hidden = true)
    public Uni<Answer> lookup(@Nullable Question question) {
        if (question == null) {
            throw new InvalidRequestException("body", "An object is expected.");
        }
        var tokens = tokens(question);
        return store.lastUses(org(question), List.copyOf(tokens))
                .map(found -> new Answer(tokens.stream()
                        .map(token -> new Item(token.publicId(), found.get(token.publicId())))
                        .toList()));
    }

    private static OrgHandle org(Question question) {
        var org = question.org();
        return OrgHandle.parse(org == null ? "" : org)
                .orElseThrow(() -> new InvalidRequestException("org", "The handle of an org is expected."));
    }

    private static Set<TokenId> tokens(Question question) {
        var ids = question.tokenIds();
        if (ids == null || ids.size() > MOST) {
            throw new InvalidRequestException("token_ids", "A list of at most " + MOST + " token ids is expected.");
        }
        var tokens = new LinkedHashSet<TokenId>();
        for (var i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            var field = "token_ids[" + i + "]";
            tokens.add(TokenId.parsePublic(id == null ? "" : id)
                    .orElseThrow(() -> new InvalidRequestException(field, "The id of a token is expected.")));
        }
        return tokens;
    }
}
