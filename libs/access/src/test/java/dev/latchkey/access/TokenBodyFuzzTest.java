package dev.latchkey.access;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Fuzzes the bytes in a token's text for a few seconds in every run, from its seeds on.
class TokenBodyFuzzTest {

    @FuzzTest(maxDuration = "2s")
    void anyBodyHasOneOutcome(byte[] input) {
        String text = KnownTokens.text("lkd_", input);
        TokenOutcomes.check(text, TokenText.read(text));
    }
}
