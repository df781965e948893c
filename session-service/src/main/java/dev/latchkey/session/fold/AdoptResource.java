package dev.latchkey.session.fold;

import dev.latchkey.access.ClientIp;
import dev.latchkey.access.Network;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.identity.ServicesOnly;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceLabel;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Takes over session tokens that no session of ours stands for, told by token-service.
@Path("/internal/v1/session-tokens/adopt")
@ServicesOnly
public final class AdoptResource {
    private static final int MOST = 1_000;

    private final LooseTokens tokens;

    AdoptResource(LooseTokens tokens) {
        this.tokens = tokens;
    }

    /// Tokens to take over, 1 to 1,000 of them.
    record Request(@Nullable List<@Nullable Item> tokens) {
        List<LooseToken> read() {
            if (tokens == null || tokens.isEmpty() || tokens.size() > MOST) {
                throw new InvalidRequestException("tokens", "Name 1 to 1,000 tokens.");
            }
            return tokens.stream()
                    .map(item -> Optional.ofNullable(item)
                            .flatMap(Item::read)
                            .orElseThrow(() -> new InvalidRequestException(
                                    "tokens",
                                    "Each has token_id, person_id and last_used_at; user_agent and ip if known.")))
                    .toList();
        }
    }

    /// One token and its last use.
    record Item(
            @Nullable String tokenId,
            @Nullable String personId,
            @Nullable String userAgent,
            @Nullable String ip,
            @Nullable String lastUsedAt) {
        Optional<LooseToken> read() {
            var token = Optional.ofNullable(tokenId).flatMap(TokenId::parsePublic);
            var person = Optional.ofNullable(personId).flatMap(PersonId::parsePublic);
            var used = Optional.ofNullable(lastUsedAt).flatMap(Item::instant);
            return token.isEmpty() || person.isEmpty() || used.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LooseToken(token.get(), person.get(), client(), network(), used.get()));
        }

        private String client() {
            return DeviceLabel.ofUserAgent(Optional.ofNullable(userAgent)).text();
        }

        private String network() {
            return new Client(Optional.ofNullable(ip).flatMap(ClientIp::parse), Optional.empty())
                    .network()
                    .map(Network::text)
                    .orElse("");
        }

        private static Optional<Instant> instant(String text) {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException malformed) {
                return Optional.empty();
            }
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<Response> adopt(@Nullable Request body) {
        var asked = Optional.ofNullable(body)
                .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
        return tokens.adopt(asked.read()).map(ignored -> Response.noContent().build());
    }
}
