package dev.latchkey.session.origin;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Scheme, host and port under which people reach the suite: https, or http on this machine alone, where nobody listens
/// in between.
///
/// @param uri without a path
public record PublicOrigin(URI uri) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public PublicOrigin {
        if (uri.getHost() == null || uri.getRawUserInfo() != null || !isBare(uri)) {
            throw new IllegalArgumentException("latchkey.public-url is an origin, such as https://latchkey.example");
        }
        if (!isHttps(uri) && !(isHttp(uri) && isLoopback(uri))) {
            throw new IllegalArgumentException("latchkey.public-url must be https, or http on loopback");
        }
    }

    /// Reads a setting, with or without a slash behind it.
    public static PublicOrigin of(URI setting) {
        return new PublicOrigin(URI.create(setting.toString().replaceFirst("/+$", "")));
    }

    private static boolean isBare(URI uri) {
        return isEmpty(uri.getRawPath()) && isEmpty(uri.getRawQuery()) && isEmpty(uri.getRawFragment());
    }

    private static boolean isEmpty(@Nullable String part) {
        return part == null || part.isEmpty();
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isLoopback(URI uri) {
        return LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }

    /// Whether only this machine can reach it.
    public boolean isLoopback() {
        return isLoopback(uri);
    }

    /// Whether cookies can be kept to TLS.
    public boolean isSecure() {
        return isHttps(uri);
    }

    /// As a browser sends it in `Origin`; also our issuer.
    public String text() {
        return uri.toString();
    }

    /// The address of a page.
    ///
    /// @param path begins with a slash
    public String at(String path) {
        return uri + path;
    }
}
