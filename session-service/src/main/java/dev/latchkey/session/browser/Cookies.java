package dev.latchkey.session.browser;

import dev.latchkey.session.device.DeviceCookies;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.origin.PublicOrigin;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// The two cookies. Under https their names bind them to this host and to TLS (`__Host-`), and the plain names are
/// never
/// read: a sibling host could set those.
@ApplicationScoped
public class Cookies {
    private static final String SESSION = "lk-session";
    private static final String DEVICE = "lk-device";
    private static final Duration DEVICE_LIFE = Duration.ofDays(400);
    /// 256 bits in base64url.
    private static final Pattern SESSION_VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final boolean secure;
    private final DeviceCookies devices;

    Cookies(PublicOrigin origin, DeviceCookies devices) {
        this.secure = origin.isSecure();
        this.devices = devices;
    }

    /// The value of the session cookie, if it is of its form. Whoever presents a credential has no cookie: one of the
    /// two must be meant.
    public Optional<String> session(HttpServerRequest request) {
        return request.headers().contains("Authorization")
                ? Optional.empty()
                : single(request, SESSION)
                        .filter(value -> SESSION_VALUE.matcher(value).matches());
    }

    /// The device that the cookie names; empty when there is none, or not one of ours.
    public Optional<DeviceId> device(HttpServerRequest request) {
        return single(request, DEVICE).flatMap(devices::read);
    }

    /// `Set-Cookie` for a session, until the browser is closed or the session is over.
    public String setSession(String value) {
        return cookie(SESSION, value, "");
    }

    /// `Set-Cookie` that takes the session away.
    public String dropSession() {
        return cookie(SESSION, "", "; Max-Age=0");
    }

    /// `Set-Cookie` for a device.
    public String setDevice(DeviceId device) {
        return cookie(DEVICE, devices.write(device), "; Max-Age=" + DEVICE_LIFE.toSeconds());
    }

    /// Of two cookies of one name nobody can say which is meant.
    private Optional<String> single(HttpServerRequest request, String name) {
        var prefix = named(name) + "=";
        var found = request.headers().getAll("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(prefix))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst().substring(prefix.length())) : Optional.empty();
    }

    private String cookie(String name, String value, String life) {
        return named(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + life + (secure ? "; Secure" : "");
    }

    private String named(String name) {
        return secure ? "__Host-" + name : name;
    }
}
