package dev.latchkey.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An RFC 9457 problem: what every refusal of the REST interface looks like.
///
/// @param type stable identifier, ends in `/problems/<slug>`; clients switch on it
/// @param title the same sentence for every occurrence of the type
/// @param status the HTTP status, repeated for logs
/// @param detail what is wrong with this request, for a person; never a secret, never another party's data
/// @param field the request member, parameter or header at fault, where there is one
/// @param state the state that something is in and that does not allow what was asked, where that is the matter; an
///     extension member (RFC 9457 §3.2)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable String state) {
    /// Media type of a problem (RFC 9457 §3).
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "https://latchkey.dev/problems/";

    public Problem(String slug, int status, String title, String detail) {
        this(TYPES + slug, title, status, detail, null, null);
    }

    private Problem(String slug, String title, int status, String detail, String field) {
        this(TYPES + slug, title, status, detail, field, null);
    }

    /// A request the caller has to change: names the member or parameter at fault.
    public static Problem invalid(String field, String detail) {
        return new Problem("invalid-request", "The request is not valid", 400, detail, field);
    }

    /// Something does not exist, or not for this caller: both read the same.
    public static Problem notFound(String what) {
        return new Problem("not-found", 404, "Not found", "There is no such " + what + ", or it is not yours to see.");
    }

    /// A part of the service is away; the same request may succeed later.
    public static Problem unavailable(String what) {
        return new Problem("unavailable", 503, "Temporarily unavailable", what + " cannot be reached right now.");
    }

    /// The request is well formed and asks for more than the caller has, in the member named.
    public static Problem exceeds(String slug, String title, String field, String detail) {
        return new Problem(slug, title, 403, detail, field);
    }

    /// The body is longer than what is read under this path.
    public static Problem bodyTooLarge(long most) {
        return new Problem("body-too-large", 413, "Body too large", "A body has at most " + most + " bytes here.");
    }

    /// The same, naming the state that something is in, for programs.
    public Problem in(String state) {
        return new Problem(type, title, status, detail, field, state);
    }

    /// The word behind `/problems/` in the type.
    public String slug() {
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /// The same problem under another status, for a caller that does not know this one.
    public Problem withStatus(int other) {
        return new Problem(type, title, other, detail, field, state);
    }

    public Response toResponse() {
        return builder().build();
    }

    /// The response with the number of seconds after which to try again (RFC 9110 §10.2.3).
    public Response toResponse(Duration retryAfter) {
        return builder()
                .header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()))
                .build();
    }

    /// A response to which the caller adds headers of its own, such as `WWW-Authenticate`.
    public Response.ResponseBuilder builder() {
        return Response.status(status).entity(this).type(MediaType.valueOf(MEDIA_TYPE));
    }
}
