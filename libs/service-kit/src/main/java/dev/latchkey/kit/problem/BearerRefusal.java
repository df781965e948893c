package dev.latchkey.kit.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/// How a refused bearer token is answered over HTTP: status, problem and challenge by the slug of the reason
/// (RFC 6750 §3, RFC 9110 §11.6.1).
///
/// Nothing of the request stands in a header: the description is the slug.
public final class BearerRefusal {
    private static final Duration FEED_RETRY = Duration.ofSeconds(1);

    private BearerRefusal() {}

    /// The answer to a request that presents no credential: a challenge without an error (RFC 6750 §3.1).
    public static Response nothingPresented() {
        return new Problem("unauthorized", 401, "Not authenticated", "Present a token: Authorization: Bearer lkp_…")
                .builder()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"latchkey\"")
                .build();
    }

    /// The answer to a request whose credentials are ambiguous or not of the form `Bearer <token>` (RFC 6750 §3.1).
    public static Response invalidRequest(String detail) {
        return new Problem("invalid-request", 400, "The request is not valid", detail)
                .builder()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"latchkey\", error=\"invalid_request\"")
                .build();
    }

    /// The answer to a presented token that was refused.
    ///
    /// @param slug the reason; `unknown-key` is told as `bad-signature`, so that nobody learns which keys exist
    public static Response of(String slug, String detail) {
        return switch (slug) {
            case "feed-stale" -> new Problem(slug, 503, "Temporarily unavailable", detail).toResponse(FEED_RETRY);
            case "unknown-key" -> of("bad-signature", "The token is not genuine.");
            case "ip-denied" -> new Problem(slug, 403, "Refused", detail).toResponse();
            case "access-denied" -> challenge(slug, 403, detail, "insufficient_scope", ", scope=\"write\"");
            case "wrong-org", "resource-denied", "method-denied" ->
                challenge(slug, 403, detail, "insufficient_scope", "");
            default -> challenge(slug, 401, detail, "invalid_token", "");
        };
    }

    private static Response challenge(String slug, int status, String detail, String error, String more) {
        return new Problem(slug, status, "Refused", detail)
                .builder()
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"latchkey\", error=\"" + error + "\", error_description=\"" + slug + "\"" + more)
                .build();
    }
}
