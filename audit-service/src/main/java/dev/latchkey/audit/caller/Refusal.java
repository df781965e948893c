package dev.latchkey.audit.caller;

import dev.latchkey.kit.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A refusal of verify as this service tells it to the presenter (RFC 6750 §3).
///
/// @param slug the reason
/// @param detail what may be told of it
record Refusal(String slug, String detail) {
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z-]{0,39}");

    /// Told for a key that does not exist as for a signature that is wrong: which of the two it was tells an attacker
    /// which orgs and keys there are.
    private static final Refusal BAD_SIGNATURE =
            new Refusal("bad-signature", "The token's signature does not belong to its text.");

    static Refusal of(@Nullable String reason, @Nullable String detail) {
        if (reason == null || !SLUG.matcher(reason).matches()) {
            return new Refusal("refused", "The token is not good for this.");
        }
        return switch (reason) {
            case "unknown-key", "bad-signature" -> BAD_SIGNATURE;
            default -> new Refusal(reason, detail == null ? "The token is not good for this." : detail);
        };
    }

    Response toResponse() {
        return switch (slug) {
            case "truncated",
                    "malformed",
                    "mistyped",
                    "bad-signature",
                    "undischarged",
                    "unknown-caveat",
                    "revoked",
                    "suspended",
                    "session-ended",
                    "expired",
                    "app-suspended" -> answer(401, "The token is not valid", "invalid_token");
            case "rate-limited" ->
                new Problem(slug, 429, "Too many requests", detail)
                        .builder()
                        .header(HttpHeaders.RETRY_AFTER, 1)
                        .build();
            default -> answer(403, "The token does not reach this", "insufficient_scope");
        };
    }

    private Response answer(int status, String title, String error) {
        return new Problem(slug, status, title, detail)
                .builder()
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"latchkey\", error=\"" + error + "\", error_description=\"" + slug + "\"")
                .build();
    }
}
