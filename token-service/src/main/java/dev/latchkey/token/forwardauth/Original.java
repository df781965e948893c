package dev.latchkey.token.forwardauth;

import dev.latchkey.access.Access;
import dev.latchkey.access.Fact;
import dev.latchkey.access.Resource;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the client asked the proxy for.
///
/// @param method as sent; case counts
/// @param overridden whether a header asks the application to take another method for it
/// @param path without query; begins with a slash
record Original(String method, boolean overridden, String path) {
    /// RFC 9110 §9.1 allows more characters; no method in use has them.
    private static final Pattern METHOD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final List<String> OVERRIDES =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

    /// Empty when the proxy did not tell method and target, or told one of them twice, or one that is not a
    /// method or not a path. What the question itself was sent to is never taken instead.
    static Optional<Original> of(HttpServerRequest question, Plan plan) {
        var method = plan.proxy()
                .method(question)
                .filter(name -> METHOD.matcher(name).matches());
        var path = plan.proxy().uri(question, plan.uri()).map(Original::path).filter(target -> target.startsWith("/"));
        return method.isPresent() && path.isPresent()
                ? Optional.of(new Original(method.get(), isOverridden(question), path.get()))
                : Optional.empty();
    }

    private static String path(String uri) {
        var query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static boolean isOverridden(HttpServerRequest question) {
        return OVERRIDES.stream().anyMatch(question.headers()::contains);
    }

    /// Whoever asks the application to take the request for something else asks to write.
    Access access() {
        return READING.contains(method) && !overridden ? Access.READ : Access.WRITE;
    }

    /// What `method` caveats are held against.
    Fact<String> methodFact() {
        return overridden ? Fact.absent() : Fact.known(method);
    }

    /// The path's segments; empty when the whole path does not fit the grammar of resources. Dots, double and
    /// encoded slashes are what applications read differently, so no part of such a path says what it is about.
    Optional<List<String>> segments() {
        return path.equals("/")
                ? Optional.of(List.of())
                : Resource.parse(path.substring(1)).map(Resource::path).map(fitting -> List.of(fitting.split("/", -1)));
    }
}
