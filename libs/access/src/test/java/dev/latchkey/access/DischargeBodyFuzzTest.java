package dev.latchkey.access;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Fuzzes the bytes of a discharge for a few seconds in every run, from its seeds on.
class DischargeBodyFuzzTest {

    @FuzzTest(maxDuration = "2s")
    void anyBodyHasOneOutcome(byte[] input) {
        DischargeOutcomes.check(KnownTokens.text("lkx_", input));
    }
}
