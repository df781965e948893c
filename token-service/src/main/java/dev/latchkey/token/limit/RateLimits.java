package dev.latchkey.token.limit;

import dev.latchkey.access.Reason;
import dev.latchkey.access.Steered;
import dev.latchkey.kit.problem.BearerRefusal;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/// How a refused token is answered, with what a limit has to say beside it: `Retry-After` (RFC 9110 §10.2.3) and
/// `RateLimit` (draft-ietf-httpapi-ratelimit-headers).
public final class RateLimits {
    private RateLimits() {}

    /// The answer to the presenter of a token.
    ///
    /// @param told what the presenter may know
    public static Response answer(Reason told) {
        if (!(told instanceof Steered.RateLimited limited)) {
            return BearerRefusal.of(told.slug(), told.detail());
        }
        var wait = Duration.ofSeconds(limited.seconds());
        return Response.fromResponse(BearerRefusal.of(told.slug(), told.detail(), wait))
                .header("RateLimit", "\"" + limited.limit().slug() + "\";r=0;t=" + limited.seconds())
                .build();
    }
}
