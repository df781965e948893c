package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Fuzzes any text as a discharge for a few seconds in every run, from its seeds on.
class DischargeTextFuzzTest {

    @FuzzTest(maxDuration = "2s")
    void anyTextHasOneOutcome(byte[] input) {
        DischargeOutcomes.check(new String(input, UTF_8));
    }
}
