package dev.latchkey.kit.problem;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Holds the query of every request against what its resource method reads: its `@QueryParam`s, those of its
/// `@BeanParam`, and what [ReadsQuery] names.
///
/// It comes after the wall around internal endpoints, and before a resource finds out who asks: what is wrong with a
/// query depends on nobody.
@Singleton
public final class QueryCheck {
    private static final int AFTER_THE_WALL = Priorities.USER + 100;

    private final Map<Method, Known> known = new ConcurrentHashMap<>();

    /// Which parameters a method reads.
    private sealed interface Known {
        /// It reads the query by itself, and refuses what it does not know.
        record ByItself() implements Known {}

        record These(Set<String> names) implements Known {}
    }

    @ServerRequestFilter(priority = AFTER_THE_WALL)
    public void check(ResourceInfo resource, HttpServerRequest request) {
        var query = Optional.ofNullable(request.query()).orElse("");
        if (query.isEmpty() || resource.getResourceMethod() == null) {
            return;
        }
        switch (known.computeIfAbsent(resource.getResourceMethod(), QueryCheck::of)) {
            case Known.ByItself() -> {}
            case Known.These(var names) -> QueryParameters.check(query, names);
        }
    }

    private static Known of(Method method) {
        var said = method.getAnnotation(ReadsQuery.class);
        if (said != null) {
            return said.value().length == 0 ? new Known.ByItself() : new Known.These(Set.of(said.value()));
        }
        return new Known.These(Arrays.stream(method.getParameters())
                .flatMap(QueryCheck::names)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Stream<String> names(Parameter parameter) {
        return parameter.isAnnotationPresent(BeanParam.class)
                ? Arrays.stream(parameter.getType().getDeclaredFields()).flatMap(QueryCheck::name)
                : name(parameter);
    }

    private static Stream<String> name(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(QueryParam.class)).map(QueryParam::value).stream();
    }
}
