package dev.latchkey.macaroon;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Coverage-guided search for a text the reader has no answer to; a few seconds of it in every run, from the stored
/// inputs on. A class of its own, because Jazzer fuzzes one test per JVM.
class ReaderTextFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void textIsAnsweredNeverThrown(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();

        ReaderPropertyTest.keepsItsPromises(text, MacaroonReader.read(text, 0));
    }
}
