package dev.latchkey.local.gateway;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says which service serves a path: an exact match before any prefix, a longer prefix before a shorter one (Gateway
/// API, HTTPRoute matching). Nothing under `/internal` is ever served.
final class RouteTable {
    private static final String NEVER_ROUTED = "internal";

    private final List<Route> routes;

    /// A rule of the table.
    ///
    /// @param exact whether the path must be the whole path, not its beginning
    /// @param segments the path's segments; none stands for `/`
    /// @param service the name of the service behind it
    /// @param removed names of headers that do not reach it
    record Route(boolean exact, List<String> segments, String service, Set<String> removed) {
        Route {
            segments = List.copyOf(segments);
            removed = Set.copyOf(removed);
            if (!segments.isEmpty() && segments.getFirst().equals(NEVER_ROUTED)) {
                throw new IllegalArgumentException("a route under /" + NEVER_ROUTED);
            }
        }

        private boolean matches(List<String> path) {
            return exact ? path.equals(segments) : startsWith(path, segments);
        }

        private static boolean startsWith(List<String> path, List<String> beginning) {
            return path.size() >= beginning.size()
                    && path.subList(0, beginning.size()).equals(beginning);
        }
    }

    RouteTable(List<Route> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparing(Route::exact)
                        .thenComparingInt(route -> route.segments().size())
                        .reversed())
                .toList();
    }

    Optional<Route> routeFor(RequestTarget.Clean path) {
        if (!path.segments().isEmpty() && path.segments().getFirst().equals(NEVER_ROUTED)) {
            return Optional.empty();
        }
        return routes.stream().filter(route -> route.matches(path.segments())).findFirst();
    }
}
