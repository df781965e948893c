package dev.latchkey.kit.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a refused bearer token is answered over HTTP: status, problem and challenge by the slug of the reason
/// (RFC 6750 §3, RFC 9110 §11.6.1).
///
/// Nothing of the request stands in a header: the description is the slug, and a slug is a word.
/// [MetadataInChallenges] adds where the resource's metadata are.
public final class BearerRefusal {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z-]{0,39}");
    private static final String NO_DETAIL = "The token is not good for this.";

    private BearerRefusal() {}

    /// The answer to a request that presents no credential: a challenge without an error (RFC 6750 §3.1).
    public static Response nothingPresented() {
        return new Problem("unauthorized", 401, "Not authenticated", "Present a token: Authorization: Bearer lkp_…")
                .builder()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"latchkey\"")
                .build();
    }

    /// The answer to a request whose credentials are ambiguous or not of the form `Bearer <token>` (RFC 6750
    /// §3.1).
    public static Response invalidRequest(String detail) {
        return Problem.invalid(HttpHeaders.AUTHORIZATION, detail)
                .builder()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"latchkey\", error=\"invalid_request\"")
                .build();
    }

    /// The answer to a presented token that was refused, here or by the verify door.
    ///
    /// @param slug the reason; one that is not known yet is told as it is, and one that is no word as
    /// `refused`. `unknown-key` is told as `bad-signature`, in the same words, so that nobody learns which keys
    /// exist
    /// @param detail a sentence for the holder of the token
    public static Response of(@Nullable String slug, @Nullable String detail) {
        return of(slug, detail, SOON);
    }

    /// The same where it is known when to try again.
    ///
    /// @param retryAfter told with the reasons that pass by themselves, `feed-stale` and `rate-limited`
    public static Response of(@Nullable String slug, @Nullable String detail, Duration retryAfter) {
        return slug == null || !SLUG.matcher(slug).matches()
                ? answer("refused", NO_DETAIL, retryAfter)
                : answer(slug, detail == null ? NO_DETAIL : detail, retryAfter);
    }

    private static Response answer(String slug, String detail, Duration retryAfter) {
        return switch (slug) {
            case "bad-signature", "unknown-key" ->
                invalidToken("bad-signature", "The signature does not belong to this token.");
            case "truncated",
                    "malformed",
                    "mistyped",
                    "undischarged",
                    "unknown-caveat",
                    "revoked",
                    "suspended",
                    "session-ended",
                    "expired",
                    "app-suspended" -> invalidToken(slug, detail);
            case "feed-stale" -> new Problem(slug, 503, "Temporarily unavailable", detail).toResponse(retryAfter);
            case "rate-limited" -> new Problem(slug, 429, "Too many requests", detail).toResponse(retryAfter);
            case "ip-denied" -> new Problem(slug, 403, "Refused", detail).toResponse();
            case "access-denied" -> challenge(slug, 403, detail, "insufficient_scope", ", scope=\"write\"");
            default -> challenge(slug, 403, detail, "insufficient_scope", "");
        };
    }

    private static Response invalidToken(String slug, String detail) {
        return challenge(slug, 401, detail, "invalid_token", "");
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
