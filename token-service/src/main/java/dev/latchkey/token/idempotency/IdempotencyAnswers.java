package dev.latchkey.token.idempotency;

import dev.latchkey.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/// How a key that cannot be used is answered (draft-ietf-httpapi-idempotency-key-header §2.7).
public final class IdempotencyAnswers {
    private static final Duration SOON = Duration.ofSeconds(1);

    private IdempotencyAnswers() {}

    public static Response of(Claim.Refused refused) {
        return switch (refused) {
            case Claim.InFlight _ ->
                new Problem("request-in-flight", 409, "In flight", "A request with this key is being carried out.")
                        .toResponse(SOON);
            case Claim.OtherRequest _ ->
                new Problem(
                                "idempotency-key-reused",
                                422,
                                "Key used for something else",
                                "This Idempotency-Key was sent with another request in the last 24 hours.")
                        .toResponse();
        };
    }
}
