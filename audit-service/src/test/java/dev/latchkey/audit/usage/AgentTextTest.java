package dev.latchkey.audit.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"curl/8.5", "bar/1.0 (+https://example.org)", "<script>alert(1)</script>", "Büro/1 日本 😀"})
    void whatCanBeShownStaysAsItIs(String agent) {
        assertThat(AgentText.escaped(agent)).isEqualTo(agent);
    }

    static Object[][] hostile() {
        return new Object[][] {
            {"\u001b[31mred\u0007", "\\u001b[31mred\\u0007"},
            {"a\nSet-Cookie: x\r", "a\\u000aSet-Cookie: x\\u000d"},
            {"a\0b", "a\\u0000b"},
            {"\u202egnp.exe", "\\u202egnp.exe"},
            {"\u200bhidden\ufeff", "\\u200bhidden\\ufeff"},
            {"half \ud83d of it", "half \\ud83d of it"},
            {"tag \udb40\udc41", "tag \\u{e0041}"},
            {"\ue000\u2028", "\\ue000\\u2028"},
            {"not an escape: \\u001b", "not an escape: \\\\u001b"},
        };
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatCannotIsWrittenOut(String agent, String escaped) {
        assertThat(AgentText.escaped(agent)).isEqualTo(escaped);
    }

    @Test
    void tenKilobytesAreCutAndTheCutIsMarked() {
        assertThat(AgentText.escaped("x".repeat(10_240))).isEqualTo("x".repeat(256) + "…");
    }

    @Test
    void anEscapeIsNeverCutInHalf() {
        assertThat(AgentText.escaped("x".repeat(255) + "\u001b")).isEqualTo("x".repeat(255) + "…");
    }

    @Test
    void anyTextBecomesOneThatPostgresAndATerminalTake() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        for (var run = 0; run < 2_000; run++) {
            // given
            var agent = new StringBuilder();
            for (var i = random.nextInt(600); i > 0; i--) {
                agent.append((char) random.nextInt(0x10000));
            }

            // when
            var escaped = AgentText.escaped(agent.toString());

            // then
            assertThat(escaped.getBytes(UTF_8).length).as("seed %d", seed).isLessThanOrEqualTo(259);
            assertThat(new String(escaped.getBytes(UTF_8), UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(escaped);
            assertThat(escaped.chars().noneMatch(Character::isISOControl))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }
}
