package dev.latchkey.kit.trace;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Keeps the `traceparent` of an HTTP request with everything that is done for it.
///
/// It lies on the duplicated Vert.x context of the request, which asynchronous steps carry on, and is made up only
/// when somebody asks: most requests are verifications, of which nothing is written.
@Provider
@PreMatching
public final class RequestTrace implements ContainerRequestFilter {
    private static final String HEADER = "traceparent";
    private static final String LOCAL = "latchkey." + HEADER;

    @Override
    public void filter(ContainerRequestContext request) {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(LOCAL, sent(request.getHeaders().getOrDefault(HEADER, List.of())));
        }
    }

    /// Two of them are as good as none: nobody can say which one is meant.
    private static Optional<TraceParent> sent(List<String> values) {
        return values.size() == 1 ? TraceParent.parse(values.getFirst()) : Optional.empty();
    }

    /// The trace of the request at hand: the caller's own, or one that starts here and stays the same for the request.
    /// Empty where nothing was requested, as when a record is consumed.
    public static Optional<TraceParent> current() {
        if (!VertxContext.isOnDuplicatedContext()) {
            return Optional.empty();
        }
        return ContextLocals.<Optional<TraceParent>>get(LOCAL).map(sent -> sent.orElseGet(RequestTrace::start));
    }

    private static TraceParent start() {
        var started = TraceParent.start(ThreadLocalRandom.current());
        ContextLocals.put(LOCAL, Optional.of(started));
        return started;
    }
}
