package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Fuzzes any text for a few seconds in every run, from its seeds on. A class of its own, because Jazzer fuzzes one
/// test
/// per JVM.
class TokenTextFuzzTest {

    @FuzzTest(maxDuration = "2s")
    void anyTextHasOneOutcome(byte[] input) {
        String text = new String(input, UTF_8);
        TokenOutcomes.check(text, TokenText.read(text));
    }
}
