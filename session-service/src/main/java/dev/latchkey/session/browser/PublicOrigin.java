package dev.latchkey.session.browser;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where people reach the suite: https, or plain http on a loopback address. Anything else does not start, because
/// passwords and cookies would travel in clear.
@Startup
@Singleton
public final class PublicOrigin {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int NONE = -1;

    private final boolean secure;
    private final String text;

    @Inject
    PublicOrigin(@ConfigProperty(name = "latchkey.public-url") URI publicUrl) {
        var scheme = String.valueOf(publicUrl.getScheme()).toLowerCase(Locale.ROOT);
        var host = String.valueOf(publicUrl.getHost()).toLowerCase(Locale.ROOT);
        this.secure = scheme.equals("https");
        var local = scheme.equals("http") && LOOPBACK.contains(host);
        if (publicUrl.getHost() == null || !(secure || local)) {
            throw new IllegalStateException("latchkey.public-url must be https, or http on a loopback address");
        }
        this.text = scheme + "://" + host + (publicUrl.getPort() == NONE ? "" : ":" + publicUrl.getPort());
    }

    /// Whether cookies can be kept to TLS.
    boolean isSecure() {
        return secure;
    }

    /// Scheme, host and port, as a browser sends them in `Origin`; also our issuer.
    public String text() {
        return text;
    }
}
