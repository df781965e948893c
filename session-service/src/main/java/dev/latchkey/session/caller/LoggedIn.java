package dev.latchkey.session.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.page.Pages;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.function.Function;

/// Lets a request in as the person whose session it came in; everybody else is sent to log in.
public final class LoggedIn {
    private static final String GET = "GET";

    private LoggedIn() {}

    /// The session of the request, if it came in one.
    public static Optional<LiveSession> session(ContainerRequestContext request) {
        return Optional.ofNullable((LiveSession) request.getProperty(SessionFilter.SESSION));
    }

    /// Answers a page for whoever is logged in; others log in first and come back.
    public static Uni<Response> page(ContainerRequestContext request, Function<LiveSession, Uni<Response>> answer) {
        return session(request).map(answer).orElseGet(() -> Uni.createFrom().item(toLogin(request)));
    }

    /// Answers the REST interface for whoever is logged in.
    public static Uni<Response> api(ContainerRequestContext request, Function<LiveSession, Uni<Response>> answer) {
        return session(request).map(answer).orElseGet(() -> Uni.createFrom().item(notLoggedIn()));
    }

    private static Response toLogin(ContainerRequestContext request) {
        var uri = request.getUriInfo().getRequestUri();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var back = GET.equals(request.getMethod())
                ? "?return_to=" + URLEncoder.encode(uri.getRawPath() + query, UTF_8)
                : "";
        return Pages.seeOther("/login" + back).build();
    }

    private static Response notLoggedIn() {
        return new Problem("unauthorized", 401, "Not logged in", "Log in at /login, and present the session's cookie.")
                .builder()
                .header(
                        "WWW-Authenticate",
                        "Cookie realm=\"latchkey\", form-action=\"/login\", cookie-name=\"lk-session\"")
                .build();
    }
}
