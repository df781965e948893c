package dev.latchkey.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Bounds what is read of a body by path, so that only the few endpoints that take lists of tokens cost that much.
///
/// A body that says its length is refused with a problem before any of it is read. One that does not is cut off at the
/// same length, with a bare 413.
@Singleton
public final class BodyLimits {
    /// The key under which the server looks up how much of a body without a length it reads.
    private static final String READ_AT_MOST = "io.quarkus.max-request-size";

    /// The server's own limit has the priority 2: it must not come before the problem, and sets what is read after it.
    private static final int BEFORE_THE_SERVER = 100;

    private static final int AFTER_THE_SERVER = 1;

    /// How long bodies may be.
    @ConfigMapping(prefix = "latchkey.bodies")
    interface Limits {
        /// Bytes of a body, where nothing else is said.
        @WithDefault("1048576")
        long most();

        /// Bytes of a body under the paths that take many tokens; `quarkus.http.limits.max-body-size` must not be less.
        @WithDefault("5242880")
        long mostOfLists();

        /// The paths that take many tokens.
        Optional<List<String>> listPaths();
    }

    private final Limits limits;
    private final ObjectMapper json;

    BodyLimits(Limits limits, ObjectMapper json) {
        this.limits = limits;
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuseTooLong, BEFORE_THE_SERVER);
        filters.register(this::readNoMore, AFTER_THE_SERVER);
    }

    private void refuseTooLong(RoutingContext request) {
        var most = most(request);
        if (length(request) > most) {
            answer(request, Problem.bodyTooLarge(most));
        } else {
            request.next();
        }
    }

    private void readNoMore(RoutingContext request) {
        if (request.get(READ_AT_MOST) != null) {
            request.put(READ_AT_MOST, most(request));
        }
        request.next();
    }

    private long most(RoutingContext request) {
        var path = Optional.ofNullable(request.normalizedPath()).orElse("");
        return limits.listPaths().filter(paths -> paths.contains(path)).isPresent()
                ? limits.mostOfLists()
                : limits.most();
    }

    /// What is no number is no length: the server refuses it itself.
    private static long length(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    /// The connection is closed, since nobody reads the rest of the body.
    private void answer(RoutingContext request, Problem problem) {
        try {
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(json.writeValueAsString(problem))
                    .onComplete(_ -> request.request().connection().close());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
