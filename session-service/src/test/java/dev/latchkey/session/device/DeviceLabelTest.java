package dev.latchkey.session.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceLabelTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox on macOS
            Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox on Linux
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 | Chrome on Windows
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0 | Edge on Windows
            Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36 | Chrome on Android
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1 | Safari on iPhone
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/138.0.0.0 Mobile/15E148 Safari/604.1 | Chrome on iPhone
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15 | Safari on macOS
            curl/8.5.0 | curl
            <script>alert(1)</script> | Unknown browser
            """)
    void aUserAgentIsNamedInOurWords(String agent, String label) {
        assertThat(DeviceLabel.ofUserAgent(Optional.of(agent)).text()).isEqualTo(label);
    }

    @Test
    void noUserAgentHasANameToo() {
        assertThat(DeviceLabel.ofUserAgent(Optional.empty()).text()).isEqualTo("Unknown browser");
    }

    @Test
    void aPersonMayChooseSixtyCharactersOfAnyScript() {
        assertThat(DeviceLabel.parse("  Ноутбук на кухне 🗝 ")).contains(new DeviceLabel("Ноутбук на кухне 🗝"));
        assertThat(DeviceLabel.parse("x".repeat(60))).isPresent();
        assertThat(DeviceLabel.parse("x".repeat(61))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "two\nlines", "bell\u0007", "turned \u202Eround", "hid\u200Bden", "lone \uD83D"})
    void whatHidesOrTurnsTextIsNoLabel(String label) {
        assertThat(DeviceLabel.parse(label)).isEmpty();
    }
}
