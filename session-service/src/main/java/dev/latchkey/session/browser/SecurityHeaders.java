package dev.latchkey.session.browser;

import dev.latchkey.session.origin.PublicOrigin;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Every answer has every header, whoever wrote it: pages, problems, files, and what was not found.
@Singleton
final class SecurityHeaders {
    private static final int FIRST = 1_000;
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String PERMISSIONS = "publickey-credentials-get=(self), publickey-credentials-create=(self),"
            + " clipboard-write=(self), clipboard-read=(), camera=(), microphone=(), geolocation=(), payment=(), usb=(),"
            + " display-capture=(), fullscreen=()";
    private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

    private final boolean secure;

    SecurityHeaders(PublicOrigin origin) {
        this.secure = origin.isSecure();
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, FIRST);
    }

    private void add(RoutingContext request) {
        var path = request.request().path();
        request.addHeadersEndHandler(ignored -> write(request.response().headers(), path == null ? "" : path));
        request.next();
    }

    private void write(MultiMap headers, String path) {
        headers.set("Content-Security-Policy", CONTENT);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Permissions-Policy", PERMISSIONS);
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Referrer-Policy", isLogin(path) ? "no-referrer" : "same-origin");
        headers.set(CACHE_CONTROL, path.startsWith("/assets/") ? "public, max-age=300" : "no-store");
        if (secure) {
            headers.set("Strict-Transport-Security", TWO_YEARS);
        }
    }

    private static boolean isLogin(String path) {
        return path.equals("/login") || path.startsWith("/login/");
    }
}
