package dev.latchkey.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.session.device.DeviceCookies;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.keys.Keys;
import dev.latchkey.session.origin.PublicOrigin;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
    private final DeviceCookies devices = new DeviceCookies(Keys.of("a"));

    @Test
    void underHttpsCookiesAreBoundToTheHostAndToTls() {
        // given
        var cookies = new Cookies(PublicOrigin.of(URI.create("https://keys.example")), devices);

        // then
        assertThat(cookies.setSession("v")).isEqualTo("__Host-lk-session=v; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(cookies.dropSession())
                .isEqualTo("__Host-lk-session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
        assertThat(cookies.setDevice(DeviceId.random(new Random())))
                .startsWith("__Host-lk-device=dev_")
                .endsWith("; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000; Secure");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://keys.example", "http://10.0.0.1:8080", "ftp://localhost", "http://localhost.evil.example"
            })
    void plainHttpElsewhereDoesNotStart(String url) {
        assertThatThrownBy(() -> PublicOrigin.of(URI.create(url))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeviceCookieOutlivesOneRotationOfTheKey() {
        // given
        var device = DeviceId.random(new Random());
        var written = devices.write(device);

        // then
        assertThat(new DeviceCookies(Keys.of("b", "a")).read(written)).contains(device);
        assertThat(new DeviceCookies(Keys.of("c", "b", "a")).read(written)).isEmpty();
        assertThat(devices.read(written.replace(device.publicId(), "dev_000000000000")))
                .isEmpty();
    }
}
