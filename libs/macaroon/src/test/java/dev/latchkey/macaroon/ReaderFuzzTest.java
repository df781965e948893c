package dev.latchkey.macaroon;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Coverage-guided search for a text or bytes the reader has no answer to. Without `JAZZER_FUZZ=1` in the
/// environment the stored inputs are replayed.
class ReaderFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void textIsAnsweredNeverThrown(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();

        ReaderPropertyTest.keepsItsPromises(text, MacaroonReader.read(text, 0));
    }

    @FuzzTest(maxDuration = "60s")
    void bytesAreAnsweredNeverThrown(byte[] bytes) {
        if (MacaroonReader.readBytes(bytes) instanceof Reading.Whole(var macaroon, var _)) {
            ReaderPropertyTest.keepsItsPromises(macaroon.toText(), MacaroonReader.read(macaroon.toText(), 0));
        }
    }
}
