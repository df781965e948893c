package dev.latchkey.session.browser;

import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.page.Pages;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/// Lets nothing change that a page of ours did not ask for.
///
/// The browser's own word comes first (Fetch Metadata, then `Origin`), the token always. A request with a credential in
/// `Authorization` needs none, unless it is a form's: no foreign page can add one.
@Singleton
final class CsrfFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String NAME = "csrf";
    private static final String SAME_ORIGIN = "same-origin";
    private static final String INTERNAL = "/internal/";

    private final Csrf csrf;

    /// @param csrf made when it is first asked: filters are there before the configuration is
    CsrfFilter(Csrf csrf) {
        this.csrf = csrf;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    @WithFormRead
    public Optional<Response> filter(ResteasyReactiveContainerRequestContext context, HttpServerRequest request) {
        if (SAFE.contains(context.getMethod())
                || (request.headers().contains(HttpHeaders.AUTHORIZATION) && !isForm(context))
                || path(context).startsWith(INTERNAL)) {
            return Optional.empty();
        }
        return isFromElsewhere(request) || !hasToken(context, request)
                ? Optional.of(refusal(context))
                : Optional.empty();
    }

    private boolean isFromElsewhere(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals(SAME_ORIGIN);
        }
        var from = request.getHeader("Origin");
        return from != null && !from.equals("null") && !csrf.isOurs(from);
    }

    private boolean hasToken(ResteasyReactiveContainerRequestContext context, HttpServerRequest request) {
        var header = request.getHeader(NAME);
        if (header != null) {
            return csrf.isGood(request, Csrf.API, header);
        }
        var field = field(context);
        return field != null && csrf.isGood(request, path(context), field);
    }

    private static @Nullable String field(ResteasyReactiveContainerRequestContext context) {
        var inside = (ResteasyReactiveRequestContext) context.getServerRequestContext();
        return isForm(context) && inside.getFormParameter(NAME, true, false) instanceof String text ? text : null;
    }

    private static String path(ResteasyReactiveContainerRequestContext context) {
        return "/" + context.getUriInfo().getPath().replaceFirst("^/", "");
    }

    private static boolean isForm(ResteasyReactiveContainerRequestContext context) {
        var type = context.getMediaType();
        return type != null && MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type);
    }

    private static Response refusal(ResteasyReactiveContainerRequestContext context) {
        return isForm(context)
                ? Pages.problem(
                        403,
                        "form-expired",
                        "This form is no longer good. Go back, load the page anew, and send it again.")
                : new Problem(
                                "csrf",
                                403,
                                "Refused",
                                "The request must come from a page of ours and name its csrf token.")
                        .toResponse();
    }
}
