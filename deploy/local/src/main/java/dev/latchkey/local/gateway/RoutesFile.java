package dev.latchkey.local.gateway;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.latchkey.local.gateway.RouteTable.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the part of Gateway API's HTTPRoute that this gateway does, and refuses a file that asks for anything else:
/// a match, filter or kind silently left out would route what the cluster does not.
final class RoutesFile {
    private static final String API_VERSION = "gateway.networking.k8s.io/v1";
    private static final String KIND = "HTTPRoute";
    private static final ObjectReader READER = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build()
            .readerFor(HttpRoute.class);

    private RoutesFile() {}

    /// @param services the names of the services that run here
    /// @throws IOException with a sentence that names the file and what is wrong with it
    static RouteTable read(Path file, Set<String> services) throws IOException {
        var routes = new ArrayList<Route>();
        try (var documents = READER.<HttpRoute>readValues(file.toFile())) {
            while (documents.hasNextValue()) {
                addRoutes(documents.nextValue(), services, routes);
            }
        } catch (JsonProcessingException | IllegalArgumentException refused) {
            var reason =
                    refused instanceof JsonProcessingException json ? json.getOriginalMessage() : refused.getMessage();
            throw new IOException(file + " is not a route table: " + firstLine(reason), refused);
        }
        if (routes.isEmpty()) {
            throw new IOException(file + " is not a route table: it has no route");
        }
        return new RouteTable(routes);
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "unreadable" : text.lines().findFirst().orElse("unreadable");
    }

    private static void addRoutes(HttpRoute document, Set<String> services, List<Route> routes) {
        for (var rule : document.spec.rules) {
            var service = rule.backendRefs.getFirst().name;
            if (!services.contains(service)) {
                throw new IllegalArgumentException("no service " + service + " runs here");
            }
            for (var match : rule.matches) {
                routes.add(new Route(match.path.exact(), match.path.segments(), service, rule.removed()));
            }
        }
    }

    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    record HttpRoute(String apiVersion, String kind, Metadata metadata, Spec spec) {
        HttpRoute {
            require(API_VERSION.equals(apiVersion), "apiVersion is not " + API_VERSION);
            require(KIND.equals(kind), "kind is not " + KIND);
            present(metadata, "metadata");
            present(spec, "spec");
        }
    }

    record Metadata(String name) {
        Metadata {
            present(name, "metadata.name");
        }
    }

    /// @param parentRefs the cluster's gateway; means nothing here
    record Spec(List<ParentRef> parentRefs, List<Rule> rules) {
        Spec {
            present(parentRefs, "parentRefs");
            rules = List.copyOf(present(rules, "rules"));
        }
    }

    record ParentRef(String name) {}

    /// @param filters what is done to a request on its way; may be absent
    record Rule(List<Match> matches, @Nullable List<Filter> filters, List<BackendRef> backendRefs) {
        Rule {
            matches = List.copyOf(present(matches, "matches"));
            filters = filters == null ? List.of() : List.copyOf(filters);
            backendRefs = List.copyOf(present(backendRefs, "backendRefs"));
            require(!matches.isEmpty(), "a rule without matches matches everything");
            require(backendRefs.size() == 1, "a rule needs exactly one backend");
        }

        /// The names of the headers that a request loses.
        Set<String> removed() {
            var names = new HashSet<String>();
            for (var filter : present(filters, "filters")) {
                names.addAll(filter.requestHeaderModifier.remove);
            }
            return names;
        }
    }

    record Filter(String type, HeaderModifier requestHeaderModifier) {
        Filter {
            require("RequestHeaderModifier".equals(type), "a filter is a RequestHeaderModifier");
            present(requestHeaderModifier, "requestHeaderModifier");
        }
    }

    record HeaderModifier(List<String> remove) {
        HeaderModifier {
            remove = List.copyOf(present(remove, "remove"));
        }
    }

    record Match(PathMatch path) {
        Match {
            present(path, "path");
        }
    }

    record PathMatch(String type, String value) {
        PathMatch {
            require("Exact".equals(type) || "PathPrefix".equals(type), "a path is matched by Exact or PathPrefix");
            require(
                    RequestTarget.read(present(value, "path value")) instanceof RequestTarget.Clean
                            && value.indexOf('?') < 0,
                    "a path value is not a clean path");
        }

        boolean exact() {
            return type.equals("Exact");
        }

        List<String> segments() {
            return switch (RequestTarget.read(value)) {
                case RequestTarget.Clean(var segments) -> segments;
                case RequestTarget.Hostile(var why) -> throw new IllegalArgumentException(why);
            };
        }
    }

    /// @param port the service's port in the cluster; here each has its own
    record BackendRef(String name, int port) {
        BackendRef {
            present(name, "backend name");
        }
    }
}
