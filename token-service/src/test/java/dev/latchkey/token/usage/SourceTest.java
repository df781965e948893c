package dev.latchkey.token.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {
    @ParameterizedTest
    @CsvSource({"x,256", "é,128", "字,85", "😀,64"})
    void anAgentOf256BytesIsToldWhole(String character, int times) {
        assertThat(agent(character.repeat(times))).contains(character.repeat(times));
    }

    @ParameterizedTest
    @CsvSource({"x,257,253", "é,129,126", "字,86,84", "😀,65,63"})
    void aLongerOneIsCutBetweenTwoCharacters(String character, int times, int left) {
        assertThat(agent(character.repeat(times))).contains(character.repeat(left) + "…");
    }

    @Test
    void whatIsToldHasAtMost256BytesAndNoHalvesOfCharacters() {
        for (var before = 0; before < 8; before++) {
            // when
            var told = agent("x".repeat(before) + "😀".repeat(100)).orElseThrow();

            // then
            assertThat(told.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(256);
            assertThat(new String(told.getBytes(UTF_8), UTF_8)).isEqualTo(told);
        }
    }

    private static Optional<String> agent(String raw) {
        return new Source(Optional.empty(), Optional.of(raw)).userAgent();
    }
}
