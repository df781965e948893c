package dev.latchkey.macaroon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReaderPropertyTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final List<String> REAL = List.of(
            KnownAnswers.A,
            KnownAnswers.C,
            KnownAnswers.D,
            KnownAnswers.X,
            KnownAnswers.E,
            KnownAnswers.KEYID,
            KnownAnswers.KEYID_ACCOUNT_USER);

    @Test
    void readingUndoesPrinting() {
        RandomCases.check(3_000, random -> {
            // given
            Key key = Key.derive(RandomCases.bytes(random, 1, 64));
            Macaroon macaroon = RandomMacaroons.next(random, key);

            // when
            Macaroon read = KnownAnswers.read(macaroon.toText());

            // then
            assertThat(read.toText()).isEqualTo(macaroon.toText());
            assertThat(read.identifier()).isEqualTo(macaroon.identifier());
            assertThat(read.location()).isEqualTo(macaroon.location());
            assertThat(read.signature()).isEqualTo(macaroon.signature());
            assertThat(described(read)).isEqualTo(described(macaroon));
            assertThat(new Chain().matches(read, key)).isTrue();
        });
    }

    /// Narrowing what was read and narrowing what was made give the same bytes.
    @Test
    void whatWasReadNarrowsLikeWhatWasMade() {
        RandomCases.check(1_000, random -> {
            // given
            Macaroon macaroon = RandomMacaroons.next(random, KnownAnswers.testKey());
            byte[] predicate = RandomCases.bytes(random, 1, 255);

            // when
            Macaroon ofRead =
                    KnownAnswers.read(macaroon.toText() + padding(macaroon)).withFirstParty(predicate);

            // then
            assertThat(ofRead.toText())
                    .isEqualTo(macaroon.withFirstParty(predicate).toText());
        });
    }

    @Test
    void mutatedTokensNeverBreakTheReader() {
        RandomCases.check(200_000, random -> {
            // given
            String text = mutated(random, REAL.get(random.nextInt(REAL.size())));

            // then
            keepsItsPromises(text, MacaroonReader.read(text, 0));
        });
    }

    @Test
    void randomBytesNeverBreakTheReader() {
        RandomCases.check(50_000, random -> {
            // given
            byte[] bytes = RandomCases.bytes(random, 0, 200);
            if (bytes.length > 1) {
                bytes[0] = 2;
                bytes[1] = (byte) random.nextInt(3);
            }
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

            // then
            keepsItsPromises(text, MacaroonReader.read(text, 0));
            sameForBytes(bytes, MacaroonReader.read(text));
        });
    }

    /// What must hold of every outcome. A whole macaroon prints exactly the characters it was read from: no
    /// macaroon has two spellings but for its padding.
    static void keepsItsPromises(String text, Reading reading) {
        switch (reading) {
            case Reading.Whole(var macaroon, int used) -> {
                assertThat(text.substring(0, used).replace("=", "")).isEqualTo(macaroon.toText());
                assertThat(macaroon.caveats()).hasSize(macaroon.caveatCount()).hasSizeLessThanOrEqualTo(32);
            }
            case Reading.Truncated(int read, int needed, boolean _) -> {
                assertThat(read).isEqualTo(text.length() * 3 / 4);
                assertThat(needed).isGreaterThan(read);
            }
            case Reading.Malformed(var rule, int at) ->
                assertThat(at).as(rule.slug()).isBetween(1, Math.min(text.length(), Limits.MAX_TEXT) + 1);
        }
    }

    private static void sameForBytes(byte[] bytes, Reading ofText) {
        Reading ofBytes = MacaroonReader.readBytes(bytes);
        if (ofText instanceof Reading.Malformed(var rule, int at)) {
            assertThat(ofBytes).isInstanceOfSatisfying(Reading.Malformed.class, malformed -> {
                assertThat(malformed.rule()).isEqualTo(rule);
                assertThat((malformed.at() - 1) * 4 / 3 + 1).isEqualTo(at);
            });
        } else if (ofText instanceof Reading.Truncated) {
            assertThat(ofBytes).isEqualTo(ofText);
        }
    }

    private static String mutated(RandomGenerator random, String text) {
        var mutated = new StringBuilder(text);
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations && !mutated.isEmpty(); i++) {
            mutate(random, mutated);
        }
        return mutated.toString();
    }

    private static void mutate(RandomGenerator random, StringBuilder text) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(7)) {
            case 0 -> text.setCharAt(at, digit(random));
            case 1 -> text.setCharAt(at, (char) random.nextInt(0x10000));
            case 2 -> text.deleteCharAt(at);
            case 3 -> text.insert(at, digit(random));
            case 4 -> text.setLength(at);
            case 5 -> text.append("=".repeat(random.nextInt(4)));
            default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
        }
    }

    private static char digit(RandomGenerator random) {
        return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }

    private static String padding(Macaroon macaroon) {
        return "=".repeat((3 - macaroon.byteCount() % 3) % 3);
    }

    private static List<String> described(Macaroon macaroon) {
        return macaroon.caveats().stream()
                .map(caveat -> switch (caveat) {
                    case Caveat.FirstParty firstParty -> firstParty.predicateText();
                    case Caveat.ThirdParty thirdParty ->
                        thirdParty.location() + thirdParty.cidText() + KnownAnswers.hex(thirdParty.vid());
                })
                .toList();
    }
}
