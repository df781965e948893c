package dev.latchkey.session.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://latchkey.example, false, https://latchkey.example/invite",
        "https://latchkey.example/, false, https://latchkey.example/invite",
        "https://localhost:8443, true, https://localhost:8443/invite",
        "http://localhost:8080, true, http://localhost:8080/invite",
        "http://127.0.0.1:8080, true, http://127.0.0.1:8080/invite",
        "http://[::1]:8080, true, http://[::1]:8080/invite"
    })
    void httpsIsAnOriginAndHttpOnThisMachine(String setting, boolean loopback, String page) {
        // when
        var origin = PublicOrigin.of(URI.create(setting));

        // then
        assertThat(origin.isLoopback()).isEqualTo(loopback);
        assertThat(origin.at("/invite")).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://latchkey.example",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "ftp://localhost",
                "localhost:8080",
                "/",
                "https://latchkey.example/app",
                "https://latchkey.example?x",
                "https://latchkey.example#x",
                "https://user@latchkey.example"
            })
    void anythingElseDoesNotStart(String setting) {
        assertThatIllegalArgumentException().isThrownBy(() -> PublicOrigin.of(URI.create(setting)));
    }
}
