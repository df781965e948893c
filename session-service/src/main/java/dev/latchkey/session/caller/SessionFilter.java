package dev.latchkey.session.caller;

import dev.latchkey.session.browser.Client;
import dev.latchkey.session.browser.Cookies;
import dev.latchkey.session.live.CookieValue;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.live.Renewal;
import dev.latchkey.session.live.RoleChange;
import dev.latchkey.session.live.Sessions;
import dev.latchkey.session.page.Pages;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Finds the session of a request, before any resource is asked. Where the person's roles have changed it gets another
/// cookie first: what a cookie opens never grows.
@Singleton
final class SessionFilter {
    static final String SESSION = "latchkey.session";
    private static final String COOKIE = "latchkey.session.cookie";
    private static final String GET = "GET";
    private static final int AFTER_CSRF = 100;

    private final Cookies cookies;
    private final Sessions sessions;
    private final RoleChange roleChange;

    SessionFilter(Cookies cookies, Sessions sessions, RoleChange roleChange) {
        this.cookies = cookies;
        this.sessions = sessions;
        this.roleChange = roleChange;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION + AFTER_CSRF)
    public Uni<@Nullable Response> filter(ContainerRequestContext context, HttpServerRequest request) {
        var cookie = cookies.session(request).map(CookieValue::of);
        return cookie.isEmpty()
                ? goOn()
                : sessions.find(cookie.get())
                        .chain(found -> found.isEmpty() ? goOn() : found(context, request, cookie.get(), found.get()));
    }

    private Uni<@Nullable Response> found(
            ContainerRequestContext context, HttpServerRequest request, CookieValue cookie, LiveSession session) {
        var client = Client.of(request);
        if (!session.rolesChanged()) {
            context.setProperty(SESSION, session);
            return sessions.seen(session, client).chain(SessionFilter::goOn);
        }
        return roleChange.renew(session, cookie, client).chain(renewal -> switch (renewal) {
            case Renewal.Gone() -> goOn();
            case Renewal.Renewed(var next) -> renewed(context, request, session, next);
        });
    }

    /// A page would hold forms for the old cookie, so it is asked for once more.
    private Uni<@Nullable Response> renewed(
            ContainerRequestContext context, HttpServerRequest request, LiveSession session, CookieValue next) {
        var setCookie = cookies.setSession(next.reveal());
        if (GET.equals(context.getMethod()) && wantsPage(context)) {
            return Uni.createFrom()
                    .item(Pages.seeOther(request.uri())
                            .header(HttpHeaders.SET_COOKIE, setCookie)
                            .build());
        }
        context.setProperty(SESSION, session);
        context.setProperty(COOKIE, setCookie);
        return goOn();
    }

    @ServerResponseFilter
    public void keepCookie(ContainerRequestContext request, ContainerResponseContext response) {
        Optional.ofNullable(request.getProperty(COOKIE))
                .filter(ignored -> !response.getHeaders().containsKey(HttpHeaders.SET_COOKIE))
                .ifPresent(cookie -> response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie));
    }

    private static boolean wantsPage(ContainerRequestContext context) {
        return context.getAcceptableMediaTypes().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
    }

    @SuppressWarnings("NullAway") // null is how a filter lets a request go on
    private static Uni<@Nullable Response> goOn() {
        return Uni.createFrom().nullItem();
    }
}
