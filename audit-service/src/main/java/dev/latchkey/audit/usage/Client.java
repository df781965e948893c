package dev.latchkey.audit.usage;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The short reading of a user agent that a person recognises: `curl 8`, `Firefox 128`, `bar 1`.
///
/// A product token and its major version (RFC 9110 §10.1.5). Browsers name all their ancestors, so the first row of the
/// table that is found decides; who is not in the table is called by its first token.
final class Client {
    static final String UNNAMED = "unnamed";

    private record Known(String product, String name) {}

    /// From the particular to the general: Edge and Opera also say Chrome, Chrome also says Safari. A library comes
    /// before the language it is written in.
    private static final List<Known> TABLE = List.of(
            new Known("Edg", "Edge"),
            new Known("EdgA", "Edge"),
            new Known("EdgiOS", "Edge"),
            new Known("OPR", "Opera"),
            new Known("Vivaldi", "Vivaldi"),
            new Known("SamsungBrowser", "Samsung Internet"),
            new Known("FxiOS", "Firefox"),
            new Known("Firefox", "Firefox"),
            new Known("CriOS", "Chrome"),
            new Known("HeadlessChrome", "Chrome"),
            new Known("Chrome", "Chrome"),
            new Known("latchkey", "latchkey"),
            new Known("curl", "curl"),
            new Known("libcurl", "curl"),
            new Known("Wget", "Wget"),
            new Known("HTTPie", "HTTPie"),
            new Known("PostmanRuntime", "Postman"),
            new Known("insomnia", "Insomnia"),
            new Known("kube-probe", "kube-probe"),
            new Known("python-requests", "requests"),
            new Known("python-httpx", "httpx"),
            new Known("aiohttp", "aiohttp"),
            new Known("python-urllib3", "urllib3"),
            new Known("Python-urllib", "Python"),
            new Known("okhttp", "OkHttp"),
            new Known("Apache-HttpClient", "Apache HttpClient"),
            new Known("Java-http-client", "Java"),
            new Known("ReactorNetty", "Reactor Netty"),
            new Known("Go-http-client", "Go"),
            new Known("axios", "axios"),
            new Known("got", "got"),
            new Known("node-fetch", "node-fetch"),
            new Known("undici", "undici"),
            new Known("GuzzleHttp", "Guzzle"),
            new Known("Faraday", "Faraday"),
            new Known("reqwest", "reqwest"),
            new Known("libwww-perl", "libwww-perl"));

    private static final int LONGEST_NAME = 40;

    /// A token, and the digits that its version begins with.
    private static final Pattern PRODUCT =
            Pattern.compile("(?<name>[A-Za-z][A-Za-z0-9!#$%&'*+.^_`|~-]*)(?:/v?(?<major>[0-9]{1,6}))?");

    private Client() {}

    /// Reads an agent.
    ///
    /// @param userAgent as it is stored; null or empty when none was told
    static String of(@Nullable String userAgent) {
        if (userAgent == null) {
            return UNNAMED;
        }
        var products = products(userAgent);
        for (var known : TABLE) {
            for (var product : products) {
                if (product.name.equalsIgnoreCase(known.product)) {
                    return called(known.name, product.major);
                }
            }
        }
        if (products.stream().anyMatch(product -> product.name.equals("Safari"))) {
            return products.stream()
                    .filter(product -> product.name.equals("Version"))
                    .findFirst()
                    .map(version -> called("Safari", version.major))
                    .orElse("Safari");
        }
        return products.isEmpty() ? UNNAMED : called(products.getFirst().name, products.getFirst().major);
    }

    private record Product(String name, @Nullable String major) {}

    /// Comments, which stand in parentheses, name platforms and not products.
    private static List<Product> products(String userAgent) {
        return PRODUCT.matcher(withoutComments(userAgent))
                .results()
                .map(found -> new Product(found.group("name"), found.group("major")))
                .toList();
    }

    private static String withoutComments(String userAgent) {
        var text = new StringBuilder(userAgent.length());
        var depth = 0;
        for (var i = 0; i < userAgent.length(); i++) {
            var c = userAgent.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
                text.append(' ');
            } else if (depth == 0) {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String called(String name, @Nullable String major) {
        var shortName = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + '…' : name;
        return major == null ? shortName : shortName + ' ' + major;
    }
}
