package dev.latchkey.token.forwardauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.kit.problem.InvalidRequestException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the operator of a proxy wrote into the URL of its questions.
///
/// @param proxy how it tells what the client asked for
/// @param org which org the request is about
/// @param resource which resource it is about
/// @param ip the header whose last entry is the client's address; none: no address is known
/// @param fold whether refusals are 401 or 403 and nothing else
/// @param uri what stands behind `uri=`, as it came: the proxy appended the client's target there
record Plan(Proxy proxy, OrgRule org, ResourceRule resource, Optional<String> ip, boolean fold, Optional<String> uri) {
    private static final String URI = "uri";
    private static final Set<String> KNOWN = Set.of("proxy", "org", "resource", "ip", "fold");

    /// Reads the target of a question.
    ///
    /// `uri` ends the plan, whatever follows: it is the client's, and the client may have written `&org=` into
    /// it.
    ///
    /// @throws InvalidRequestException naming the parameter
    static Plan of(String target) {
        var query = target.indexOf('?');
        var rest = query < 0 ? "" : target.substring(query + 1);
        var parameters = new HashMap<String, String>();
        var uri = Optional.<String>empty();
        while (!rest.isEmpty()) {
            if (rest.startsWith(URI + "=")) {
                uri = Optional.of(rest.substring(URI.length() + 1));
                break;
            }
            var end = rest.indexOf('&');
            add(parameters, end < 0 ? rest : rest.substring(0, end));
            rest = end < 0 ? "" : rest.substring(end + 1);
        }
        return of(parameters, uri);
    }

    private static void add(Map<String, String> parameters, String parameter) {
        var equals = parameter.indexOf('=');
        var name = equals < 0 ? parameter : parameter.substring(0, equals);
        if (!KNOWN.contains(name)) {
            throw new InvalidRequestException(
                    "query", "Known are proxy, org, resource, ip, fold, and uri as the last.");
        }
        if (parameters.putIfAbsent(name, decoded(name, parameter.substring(equals + 1))) != null) {
            throw new InvalidRequestException(name, "State it once.");
        }
    }

    private static String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value, UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new InvalidRequestException(name, "The percent-encoding is broken.");
        }
    }

    private static Plan of(Map<String, String> parameters, Optional<String> uri) {
        var proxy = required(parameters, "proxy", Proxy::parse, "Say nginx, traefik or envoy.");
        if (uri.isPresent() != (proxy == Proxy.ENVOY)) {
            throw new InvalidRequestException(URI, "It is for envoy, which appends the client's target to it.");
        }
        return new Plan(
                proxy,
                required(parameters, "org", OrgRule::parse, "Name an org, a path segment as (1), a header, or *."),
                optional(parameters, "resource", ResourceRule::parse, "This is no template like apps/(2) or (1*).")
                        .orElse(ResourceRule.NONE),
                optional(parameters, "ip", Plan::header, "Name a header."),
                optional(parameters, "fold", Plan::flag, "Say true or false.").orElse(proxy.knowsFewStatuses()),
                uri);
    }

    private static <T> T required(
            Map<String, String> parameters, String name, Function<String, Optional<T>> parser, String detail) {
        return optional(parameters, name, parser, detail).orElseThrow(() -> new InvalidRequestException(name, detail));
    }

    private static <T> Optional<T> optional(
            Map<String, String> parameters, String name, Function<String, Optional<T>> parser, String detail) {
        return Optional.ofNullable(parameters.get(name))
                .map(value -> parser.apply(value).orElseThrow(() -> new InvalidRequestException(name, detail)));
    }

    private static Optional<String> header(String name) {
        return Optional.of(name).filter(text -> Piece.NAME.matcher(text).matches());
    }

    private static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
