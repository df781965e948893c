package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/// Replays its seeds in every run; fuzzes when `JAZZER_FUZZ=1` is set.
class CaveatFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyPredicateIsReadAsItselfOrNotAtAll(byte[] input) {
        Optional<Caveat> caveat = Caveat.parse(new String(input, ISO_8859_1));
        assertThat(caveat.flatMap(read -> Caveat.parse(read.text()))).isEqualTo(caveat);
    }
}
