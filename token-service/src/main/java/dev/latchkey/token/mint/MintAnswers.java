package dev.latchkey.token.mint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.AppId;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.access.Token;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.idempotency.IdempotencyAnswers;
import dev.latchkey.token.mint.MintOutcome.Issued;
import dev.latchkey.token.mint.MintOutcome.Minted;
import dev.latchkey.token.mint.MintOutcome.Refused;
import dev.latchkey.token.record.TokenView;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Outcomes of minting as HTTP answers.
final class MintAnswers {
    private MintAnswers() {}

    /// A token that has no record.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Unrecorded(
            String id,
            String token,
            String hint,
            String org,
            String kind,
            @Nullable String person,
            @Nullable String session,
            @Nullable String app,
            Instant expiresAt) {
        static Unrecorded of(Token token, Instant end) {
            var identifier = token.identifier();
            return new Unrecorded(
                    identifier.tokenId().publicId(),
                    token.text(),
                    token.hint().value(),
                    identifier.keyId().org().value(),
                    identifier.kind().slug(),
                    identifier.person().map(PersonId::publicId).orElse(null),
                    identifier.session().map(SessionId::publicId).orElse(null),
                    identifier.app().map(AppId::publicId).orElse(null),
                    end);
        }

        /// Never the token.
        @Override
        public String toString() {
            return "Unrecorded[" + id + "]";
        }
    }

    static Response of(MintOutcome outcome) {
        return switch (outcome) {
            case Minted(var token, var text) ->
                Response.status(Response.Status.CREATED)
                        .header(HttpHeaders.LOCATION, "/v1/tokens/" + token.id().publicId())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(TokenView.of(token, token.createdAt()).showing(text))
                        .build();
            case MintOutcome.Repeated _ -> throw new IllegalStateException("what was minted before is looked up");
            case Issued(var token, var end) ->
                Response.status(Response.Status.CREATED)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(Unrecorded.of(token, end))
                        .build();
            case Refused.KeyTaken(var claim) -> IdempotencyAnswers.of(claim);
            case Refused.OfOrder refused -> of(refused).toResponse();
        };
    }

    private static Problem of(Refused.OfOrder refused) {
        return switch (refused) {
            case Refused.UnknownOrg _ ->
                new Problem("unknown-org", 404, "Unknown org", "No org with this handle is known here yet.");
            case Refused.UnknownPerson _ ->
                new Problem("unknown-person", 404, "Unknown person", "This person is no active member of the org.");
            case Refused.RoleTooLow(var needed) ->
                new Problem("role-too-low", 403, "Role too low", "This needs the role " + needed + " in the org.");
            case Refused.AgainstPolicy(var field, var detail) ->
                Problem.exceeds("org-policy", "Not allowed in this org", field, detail);
            case Refused.CannotMint(var why) -> new Problem("cannot-mint", 403, "Cannot mint", why);
            case Refused.ExceedsMinter(var field, var detail) ->
                Problem.exceeds("exceeds-minter", "More than the minter holds", field, detail);
            case Refused.SessionOver _ ->
                new Problem("session-ended", 409, "The session is over", "This login has ended, or is too old.");
            case Refused.NobodyToVouch _ -> Problem.unavailable("session-service, which vouches for logins,");
            case Refused.NotItsKind _ ->
                Problem.exceeds("forbidden", "Not allowed", "kind", "This service may not mint tokens of this kind.");
        };
    }
}
