package dev.latchkey.token.mint;

import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.idempotency.IdempotencyAnswers;
import dev.latchkey.token.mint.MintOutcome.Minted;
import dev.latchkey.token.mint.MintOutcome.Refused;
import dev.latchkey.token.record.TokenView;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// Outcomes of minting as HTTP answers.
final class MintAnswers {
    private MintAnswers() {}

    static Response of(MintOutcome outcome) {
        return switch (outcome) {
            case Minted(var token, var text) ->
                Response.status(Response.Status.CREATED)
                        .header(HttpHeaders.LOCATION, "/v1/tokens/" + token.id().publicId())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(TokenView.of(token, token.createdAt()).showing(text))
                        .build();
            case MintOutcome.Repeated _ -> throw new IllegalStateException("what was minted before is looked up");
            case Refused.KeyTaken(var claim) -> IdempotencyAnswers.of(claim);
            case Refused.UnknownOrg _ ->
                new Problem("unknown-org", 404, "Unknown org", "No org with this handle is known here yet.")
                        .toResponse();
            case Refused.UnknownPerson _ ->
                new Problem("unknown-person", 404, "Unknown person", "This person is no active member of the org.")
                        .toResponse();
            case Refused.RoleTooLow(var needed) ->
                new Problem("role-too-low", 403, "Role too low", "This needs the role " + needed + " in the org.")
                        .toResponse();
            case Refused.CannotMint(var why) -> new Problem("cannot-mint", 403, "Cannot mint", why).toResponse();
            case Refused.ExceedsMinter(var field, var detail) ->
                Problem.exceeds("exceeds-minter", "More than the minter holds", field, detail)
                        .toResponse();
        };
    }
}
