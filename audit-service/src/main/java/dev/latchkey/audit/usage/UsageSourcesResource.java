package dev.latchkey.audit.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.problem.InvalidRequestException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Who has used a token since an instant, for whoever waits until nobody does any more.
@Path("/internal/v1/usage/sources")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class UsageSourcesResource {
    private final UsageStore store;

    UsageSourcesResource(UsageStore store) {
        this.store = store;
    }

    record Question(
            @Nullable String org,
            @Nullable String tokenId,
            @Nullable String since) {}

    /// The sources seen since then, last seen first.
    ///
    /// @param others whether there were more, which are no longer kept apart
    record Answer(List<Item> items, boolean others) {}

    /// One of them.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Item(@Nullable String ip, @Nullable String userAgent, Instant lastAt) {}

    @POST
    @Operation(hidden = true)
    public Uni<Answer> sources(@Nullable Question question) {
        if (question == null) {
            throw new InvalidRequestException("body", "An object is expected.");
        }
        var since = since(question.since());
        return store.sources(org(question.org()), token(question.tokenId()))
                .map(found -> found.map(sources -> new Answer(
                                sources.items().stream()
                                        .filter(source -> !source.lastSeen().isBefore(since))
                                        .map(source -> new Item(source.ip(), source.userAgent(), source.lastSeen()))
                                        .toList(),
                                sources.others() != null
                                        && !sources.others().lastSeen().isBefore(since)))
                        .orElseGet(() -> new Answer(List.of(), false)));
    }

    private static OrgHandle org(@Nullable String text) {
        return OrgHandle.parse(text == null ? "" : text)
                .orElseThrow(() -> new InvalidRequestException("org", "The handle of an org is expected."));
    }

    private static TokenId token(@Nullable String text) {
        return TokenId.parsePublic(text == null ? "" : text)
                .orElseThrow(() -> new InvalidRequestException("token_id", "The id of a token is expected."));
    }

    private static Instant since(@Nullable String text) {
        try {
            return OffsetDateTime.parse(text == null ? "" : text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw new InvalidRequestException("since", "A time such as 2026-10-01T12:00:00Z is expected.");
        }
    }
}
