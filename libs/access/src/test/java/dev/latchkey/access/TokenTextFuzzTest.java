package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Replays its seeds in every run; fuzzes when `JAZZER_FUZZ=1` is set.
class TokenTextFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyTextHasOneOutcome(byte[] input) {
        String text = new String(input, UTF_8);
        TokenOutcomes.check(text, TokenText.read(text));
    }

    @FuzzTest(maxDuration = "60s")
    void anyBodyHasOneOutcome(byte[] input) {
        String text = KnownTokens.text("lkd_", input);
        TokenOutcomes.check(text, TokenText.read(text));
    }
}
