package dev.latchkey.session.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.keys.Purpose;
import dev.latchkey.session.keys.SessionKeys;
import dev.latchkey.session.origin.PublicOrigin;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Tokens that only a page of ours can have put into a form: each is good for one session and one form, and before
/// login
/// for one device.
@ApplicationScoped
public class Csrf {
    /// The form of whatever sends the token in a header.
    public static final String API = "api";

    private static final String LOGIN = "/login";

    private final SessionKeys keys;
    private final Cookies cookies;
    private final PublicOrigin origin;

    Csrf(SessionKeys keys, Cookies cookies, PublicOrigin origin) {
        this.keys = keys;
        this.cookies = cookies;
        this.origin = origin;
    }

    /// Whether this `Origin` is ours.
    boolean isOurs(String from) {
        return from.equals(origin.text());
    }

    /// The token for a form of the session that the request came in, or of its device.
    ///
    /// @param form the path that the form is sent to
    public String token(HttpServerRequest request, String form) {
        var session = session(request, form);
        return session.isPresent()
                ? keys.sign(Purpose.CSRF, "session", digest(session.get()), form)
                : cookies.device(request).map(device -> token(device, form)).orElse("");
    }

    /// The token for a form of a session that has just been opened or renewed.
    public String token(String session, String form) {
        return keys.sign(Purpose.CSRF, "session", digest(session), form);
    }

    /// The token for a form before login.
    public String token(DeviceId device, String form) {
        return keys.sign(Purpose.CSRF, "device", device.publicId(), form);
    }

    /// Whether a token was made for this form, and for whoever sends it.
    boolean isGood(HttpServerRequest request, String form, String token) {
        var session = session(request, form);
        return session.isPresent()
                ? keys.isSigned(token, Purpose.CSRF, "session", digest(session.get()), form)
                : cookies.device(request)
                        .filter(device -> keys.isSigned(token, Purpose.CSRF, "device", device.publicId(), form))
                        .isPresent();
    }

    /// Whoever logs in may have a cookie of a session that is over, or of somebody else's.
    private Optional<String> session(HttpServerRequest request, String form) {
        return form.equals(LOGIN) || form.startsWith(LOGIN + "/") ? Optional.empty() : cookies.session(request);
    }

    private static String digest(String session) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(session.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
