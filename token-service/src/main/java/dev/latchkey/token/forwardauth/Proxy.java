package dev.latchkey.token.forwardauth;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The families of proxies, which differ in how they tell what the client asked for. The operator names the
/// family in the URL; no other family's headers are looked at, because the client may have written them.
enum Proxy {
    /// By headers that `proxy_set_header` writes in the location of the subrequest. Knows 2xx, 401 and 403
    /// only.
    NGINX("X-Original-Method", "X-Original-URI", true),
    /// By headers that ForwardAuth itself overwrites, unless told to trust what came.
    TRAEFIK("X-Forwarded-Method", "X-Forwarded-Uri", false),
    /// The question has the method of the request, and its target behind the prefix that the operator
    /// configured.
    ENVOY("", "", false);

    private final String method;
    private final String uri;
    private final boolean knowsFewStatuses;

    Proxy(String method, String uri, boolean knowsFewStatuses) {
        this.method = method;
        this.uri = uri;
        this.knowsFewStatuses = knowsFewStatuses;
    }

    static Optional<Proxy> parse(String slug) {
        for (var proxy : values()) {
            if (proxy.name().toLowerCase(Locale.ROOT).equals(slug)) {
                return Optional.of(proxy);
            }
        }
        return Optional.empty();
    }

    boolean knowsFewStatuses() {
        return knowsFewStatuses;
    }

    Optional<String> method(HttpServerRequest question) {
        return switch (this) {
            case NGINX, TRAEFIK -> single(question, method);
            case ENVOY -> Optional.of(question.method().name());
        };
    }

    /// @param appended what the proxy wrote behind its prefix
    Optional<String> uri(HttpServerRequest question, Optional<String> appended) {
        return switch (this) {
            case NGINX, TRAEFIK -> single(question, uri);
            case ENVOY -> appended;
        };
    }

    /// The header's one value: of two, one may be the client's.
    static Optional<String> single(HttpServerRequest question, String header) {
        List<String> values = question.headers().getAll(header);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
