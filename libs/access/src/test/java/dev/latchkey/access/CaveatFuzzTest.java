package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/// Fuzzes any predicate for a few seconds in every run, from its seeds on.
class CaveatFuzzTest {

    @FuzzTest(maxDuration = "2s")
    void anyPredicateIsReadAsItselfOrNotAtAll(byte[] input) {
        Optional<Caveat> caveat = Caveat.parse(new String(input, ISO_8859_1));
        assertThat(caveat.flatMap(read -> Caveat.parse(read.text()))).isEqualTo(caveat);
    }
}
