package dev.latchkey.macaroon;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Coverage-guided search for bytes the reader has no answer to; a few seconds of it in every run, from the stored
/// inputs on. A class of its own, because Jazzer fuzzes one test per JVM.
class ReaderBytesFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void bytesAreAnsweredNeverThrown(byte[] bytes) {
        if (MacaroonReader.readBytes(bytes) instanceof Reading.Whole(var macaroon, var _)) {
            ReaderPropertyTest.keepsItsPromises(macaroon.toText(), MacaroonReader.read(macaroon.toText(), 0));
        }
    }
}
