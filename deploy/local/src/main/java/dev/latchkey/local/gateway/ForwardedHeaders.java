package dev.latchkey.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Locale;
import java.util.Set;

/// What a service behind the gateway reads about the client is the gateway's word: whatever the client itself
/// wrote under those names is removed first.
final class ForwardedHeaders implements ProxyInterceptor {
    private static final String FORWARDED = "x-forwarded-";
    private static final String OURS = "latchkey-";

    /// Credentials, which are the client's to send; any other header of ours states who somebody is.
    private static final Set<String> CREDENTIALS = Set.of("latchkey-discharge", "latchkey-door");

    /// At this one path a proxy asks about a request of its own client. What it says about that stands in these
    /// headers, and it is believed by its credential, not by its address.
    private static final String PROXIES_ASK_AT = "/v1/forward-auth";

    private static final Set<String> ABOUT_THE_PROXIES_CLIENT =
            Set.of("x-forwarded-method", "x-forwarded-uri", "x-real-ip");

    private static final Set<String> OTHER_CLAIMS = Set.of("forwarded", "x-real-ip", "x-client-ip");

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        rewrite(context.request().headers(), context.request().proxiedRequest());
        return context.sendRequest();
    }

    private static void rewrite(MultiMap headers, HttpServerRequest received) {
        var kept = PROXIES_ASK_AT.equals(received.path()) ? ABOUT_THE_PROXIES_CLIENT : Set.<String>of();
        for (var name : Set.copyOf(headers.names())) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (isClaim(lower) && !kept.contains(lower)) {
                headers.remove(name);
            }
        }
        headers.set("X-Forwarded-For", received.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", "http");
        headers.set("X-Forwarded-Host", received.headers().getAll("Host").getFirst());
    }

    private static boolean isClaim(String name) {
        return name.startsWith(FORWARDED)
                || OTHER_CLAIMS.contains(name)
                || (name.startsWith(OURS) && !CREDENTIALS.contains(name));
    }
}
