package dev.latchkey.macaroon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncationTest {

    private static final String PREFIX = "lkd_";
    private static final int SUFFIX = 7;

    /// As Latchkey wraps it: four characters in front, seven behind, 231 in all.
    @ParameterizedTest
    @CsvSource(textBlock = """
            4,   65,  false
            116, 185, false
            150, 231, false
            180, 231, true
            """)
    void cutTokenSaysHowLongItMustHaveBeen(int presented, int needed, boolean exact) {
        // when
        Reading reading = MacaroonReader.read((PREFIX + KnownAnswers.C).substring(0, presented), 4);

        // then
        assertThat(reading).isInstanceOfSatisfying(Reading.Truncated.class, cut -> {
            assertThat(characters(cut)).isEqualTo(needed);
            assertThat(cut.exact()).isEqualTo(exact);
            assertThat(cut.bytesRead()).isEqualTo((presented - 4) * 3 / 4);
        });
    }

    @Test
    void tokenCutInItsSuffixIsWhole() {
        // when
        Reading reading = MacaroonReader.read((PREFIX + KnownAnswers.C).substring(0, 224), 4);

        // then
        assertThat(reading).isInstanceOf(Reading.Whole.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {KnownAnswers.A, KnownAnswers.C, KnownAnswers.D, KnownAnswers.X, KnownAnswers.E})
    void everyTruncationIsNamed(String body) {
        for (int length = 0; length < body.length(); length++) {
            // when
            Reading reading = MacaroonReader.read(PREFIX + body.substring(0, length), 4);

            // then
            int presented = 4 + length;
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Reading.Truncated.class,
                            cut -> assertThat(characters(cut))
                                    .isGreaterThan(presented)
                                    .isLessThanOrEqualTo(4 + body.length() + SUFFIX));
        }
    }

    /// Exactly once the caveats are closed, which the last EOS says: 33 + 2 bytes before the end.
    @ParameterizedTest
    @ValueSource(strings = {KnownAnswers.A, KnownAnswers.C, KnownAnswers.D, KnownAnswers.X, KnownAnswers.E})
    void lengthIsExactOnceTheCaveatsAreClosed(String body) {
        // given
        byte[] bytes = KnownAnswers.read(body).toBytes();

        for (int length = 0; length < bytes.length; length++) {
            // when
            var cut = (Reading.Truncated) MacaroonReader.readBytes(Arrays.copyOf(bytes, length));

            // then
            assertThat(cut.exact()).isEqualTo(length >= bytes.length - 34);
            if (cut.exact()) {
                assertThat(cut.bytesNeeded()).isEqualTo(bytes.length);
            }
        }
    }

    /// Of all 256 ways to go on by one byte none leads to a shorter macaroon, and one to a macaroon no longer
    /// than said: the stated length is the shortest possible, at every cut of texts whose caveats carry no
    /// location.
    @ParameterizedTest
    @ValueSource(strings = {KnownAnswers.A, KnownAnswers.C, KnownAnswers.X})
    void statedLengthIsTheShortestPossible(String body) {
        // given
        byte[] bytes = KnownAnswers.read(body).toBytes();

        for (int length = 0; length < bytes.length; length++) {
            // when
            int stated = needed(Arrays.copyOf(bytes, length));
            int shortest = shortestOfNext(bytes, length);

            // then
            assertThat(stated).as("cut at byte %d", length).isEqualTo(shortest);
        }
    }

    @Test
    void verificationIdIsNeverPresumed() {
        // given
        Wire behindLocatedIdentifier = Wire.begun().eos().field(1, 5).field(2, 9);

        // when
        Reading reading = MacaroonReader.readBytes(behindLocatedIdentifier.bytes());

        // then
        assertThat(reading)
                .isEqualTo(new Reading.Truncated(
                        behindLocatedIdentifier.size(), behindLocatedIdentifier.size() + 36, false));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,  ''
            51, ''
            55, ''
            56, '1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-'
            57, '1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-'
            220, '1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-'
            """)
    void identifierIsReadAsSoonAsItIsWhole(int length, String identifier) {
        // when
        var read = MacaroonReader.identifierText(PREFIX + KnownAnswers.C.substring(0, length), 4);

        // then
        assertThat(read.orElse("")).isEqualTo(identifier);
    }

    @Test
    void identifierIsReadWhateverIsBrokenBehindIt() {
        // when
        var read = MacaroonReader.identifierText(KnownAnswers.C.substring(0, 100) + "+/", 0);

        // then
        assertThat(read).contains("1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-");
    }

    private static int shortestOfNext(byte[] bytes, int length) {
        int shortest = Integer.MAX_VALUE;
        byte[] longer = Arrays.copyOf(bytes, length + 1);
        for (int next = 0; next < 256; next++) {
            longer[length] = (byte) next;
            shortest = Math.min(shortest, needed(longer));
        }
        return shortest;
    }

    private static int needed(byte[] bytes) {
        return switch (MacaroonReader.readBytes(bytes)) {
            case Reading.Truncated cut -> cut.bytesNeeded();
            case Reading.Whole whole -> whole.charactersUsed();
            case Reading.Malformed _ -> Integer.MAX_VALUE;
        };
    }

    private static int characters(Reading.Truncated cut) {
        return 4 + (4 * cut.bytesNeeded() + 2) / 3 + SUFFIX;
    }
}
