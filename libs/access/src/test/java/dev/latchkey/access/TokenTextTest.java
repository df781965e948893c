package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.macaroon.Macaroon;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextTest {
    private static final int BODY_OF_C = 220;
    private static final String NAME_OF_C = "1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-";

    @Test
    void everyTruncationIsNamed() {
        for (String whole : List.of(KnownTokens.C, KnownTokens.D, KnownTokens.E + "_51y77p")) {
            for (int cut = 4; cut < whole.length(); cut++) {
                // when
                TokenReading reading = TokenText.read(whole.substring(0, cut));

                // then
                if (cut == whole.length() - 7) {
                    assertThat(reading).isInstanceOf(TokenReading.Whole.class);
                } else {
                    assertThat(reading).isInstanceOf(TokenReading.Truncated.class);
                    TokenReading.Truncated truncated = (TokenReading.Truncated) reading;
                    assertThat(truncated.presented()).isEqualTo(cut);
                    assertThat(truncated.needed()).isGreaterThan(cut).isLessThanOrEqualTo(whole.length());
                    assertThat(!truncated.exact() || truncated.needed() == whole.length())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyTruncationOfADischargeIsRefusedAsADischarge() {
        for (int cut = 4; cut <= KnownTokens.X.length(); cut++) {
            // when
            TokenReading reading = TokenText.read(KnownTokens.X.substring(0, cut));

            // then
            assertThat(reading).isEqualTo(new TokenReading.Malformed("discharge-alone", 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"4,65,false", "116,185,false", "150,231,false", "180,231,true", "225,231,true", "230,231,true"})
    void everyTruncationIsNamedWithHowMuchThereIsOfHowMuch(int cut, int needed, boolean exact) {
        // when
        TokenReading reading = TokenText.read(KnownTokens.C.substring(0, cut));

        // then
        assertThat(reading).isEqualTo(new TokenReading.Truncated(cut, needed, exact));
        assertThat(Verifier.reasonOf(reading).detail())
                .isEqualTo(
                        "The token is cut off: " + cut + " of " + (exact ? "" : "at least ") + needed + " characters.");
    }

    @Test
    void aTokenWithoutSuffixIsWhole() {
        // when
        Token token = KnownTokens.token(KnownTokens.C.substring(0, 224));

        // then
        assertThat(token.text()).isEqualTo(KnownTokens.C);
    }

    @Test
    void aCutSuffixBehindPaddingCountsThePadding() {
        // when
        TokenReading reading = TokenText.read(KnownTokens.E + "==_51");

        // then
        assertThat(reading).isEqualTo(new TokenReading.Truncated(131, 135, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_51y77p"})
    void bodyThatEndsLikeASuffixIsRead(String suffix) {
        // when
        Token token = KnownTokens.token(KnownTokens.E + suffix);

        // then
        assertThat(token.hint()).isEqualTo(new Hint("51y77p"));
        assertThat(KnownTokens.verifier().verify(token, KnownTokens.key(), KnownTokens.read()))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_8qvtkw", "_2wn98f", "_51y77q", "_51Y77P"})
    void bodyThatEndsLikeASuffixIsReadButNotWithAForeignSuffix(String suffix) {
        // when
        TokenReading reading = TokenText.read(KnownTokens.E + suffix);

        // then
        assertThat(reading)
                .isEqualTo(new TokenReading.Mistyped(
                        "mistyped or spliced: the last six characters do not belong to this token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lkp_", "lks_", "lko_"})
    void bodyThatEndsLikeASuffixIsReadButNotWithAForeignPrefix(String prefix) {
        // when
        TokenReading reading = TokenText.read(prefix + KnownTokens.E.substring(4));

        // then
        assertThat(reading)
                .isEqualTo(new TokenReading.Mistyped("mistyped or spliced: the prefix does not belong to this token"));
    }

    @ParameterizedTest
    @CsvSource({
        "'',1",
        "l,2",
        "lk,3",
        "lkd,4",
        "lkd-Ag,4",
        "LKD_Ag,1",
        "lKd_Ag,2",
        "lkD_Ag,3",
        "lkq_Ag,3",
        "xlkd_,1",
        "' lkd_',1"
    })
    void aTextOfAnotherKindBreaksTheRulePrefix(String text, int at) {
        assertThat(TokenText.read(text)).isEqualTo(new TokenReading.Malformed("prefix", at));
    }

    @ParameterizedTest
    @CsvSource({
        "lkr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMw_bga9cg,opaque",
        "lkc_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj_pdt8yf,opaque",
        "lkr_,opaque",
        "lkx_Ag,discharge-alone"
    })
    void secretsThatAreNoTokensAreNamed(String text, String rule) {
        assertThat(TokenText.read(text)).isEqualTo(new TokenReading.Malformed(rule, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "=", " ", "\n", "-2wn98f", "_2wn98f_", "_2wn98f\n", "__2wn98f", "_2wn98fA"})
    void onlyTheSuffixMayFollowTheBody(String rest) {
        // given
        String body = KnownTokens.C.substring(0, 224);

        // when
        TokenReading reading = TokenText.read(body + rest);

        // then
        assertThat(reading).isInstanceOf(TokenReading.Malformed.class);
        assertThat(((TokenReading.Malformed) reading).rule()).isIn("trailing", "padding");
    }

    @Test
    void theFirstStrayCharacterIsPointedAt() {
        // when
        TokenReading behindBody = TokenText.read(KnownTokens.C.substring(0, 224) + "x2wn98f");
        TokenReading behindSuffix = TokenText.read(KnownTokens.C + "x");

        // then
        assertThat(behindBody).isEqualTo(new TokenReading.Malformed("trailing", 225));
        assertThat(behindSuffix).isEqualTo(new TokenReading.Malformed("trailing", 232));
    }

    @Test
    void onlyCanonicalBytesParse() {
        // given
        String body = KnownTokens.C.substring(4, 4 + BODY_OF_C);

        // then
        assertMalformed("lkd_" + body.replace('-', '+'), "alphabet");
        assertMalformed("lkd_" + body.replaceFirst("_", "/"), "alphabet");
        assertMalformed("lkd_" + body.substring(0, 40) + "\n" + body.substring(40), "alphabet");
        assertMalformed("lkd_ " + body, "alphabet");
        assertMalformed("lkd_" + body + "=", "padding");
        assertMalformed("lkd_B" + body.substring(1), "version");
        assertMalformed("lkd_" + body + body, "trailing");
    }

    @Test
    void aTextOverItsLimitIsTooLong() {
        // given: bodies of 4,092 and 4,096 characters
        String longest = "lkd_" + filled(138).toText();
        String longer = "lkd_" + filled(141).toText();

        // then
        assertThat(longest).hasSize(4096);
        assertThat(TokenText.read(longest)).isInstanceOf(TokenReading.Whole.class);
        assertThat(TokenText.read(longest + "_2wn98f")).isEqualTo(new TokenReading.Malformed("too-long", 4097));
        assertThat(TokenText.read(longest + "x")).isEqualTo(new TokenReading.Malformed("trailing", 4097));
        assertThat(TokenText.read(longer)).isEqualTo(new TokenReading.Malformed("too-long", 4097));
    }

    private static Macaroon filled(int lastCaveat) {
        Macaroon macaroon = Macaroon.create(KnownTokens.key(), bytes(NAME_OF_C));
        for (int caveats = 0; caveats < 11; caveats++) {
            macaroon = macaroon.withFirstParty("x".repeat(255));
        }
        return macaroon.withFirstParty("x".repeat(lastCaveat));
    }

    @Test
    void rawBytesAreNotText() {
        // given: 64 bytes shaped like what a third-party caveat hashes
        byte[] raw = new byte[64];
        raw[63] = (byte) 0xff;
        raw[0] = 'o';
        Macaroon inCaveat = Macaroon.create(KnownTokens.key(), bytes("1d1.acme.1.01m3tc5h00wws804w7zag84amz.-"))
                .withFirstParty("org = acme")
                .withFirstParty(raw);
        Macaroon inIdentifier =
                Macaroon.create(KnownTokens.key(), bytes("1d1.acme.1.01m3tc5h00wws804w7zag84amz\u00e9-"));

        // then
        // version 1, identifier 2 + 39 + 1, caveat 2 + 10 + 1, head 2, one good byte: byte 58 begins in character 4 +
        // 77
        assertThat(TokenText.read("lkd_" + inCaveat.toText()))
                .isEqualTo(new TokenReading.Malformed("not-text", 4 + 78 + 1));
        // version 1, head 2, 37 good bytes
        assertThat(TokenText.read("lkd_" + inIdentifier.toText()))
                .isEqualTo(new TokenReading.Malformed("not-text", 4 + 53 + 1));
    }

    @Test
    void rawBytesInATicketAreNotText() {
        // given
        Macaroon macaroon = Macaroon.create(KnownTokens.key(), bytes("1d1.acme.1.01m3tc5h00wws804w7zag84amz.-"))
                .withFirstParty("org = acme")
                .withThirdParty("there", new byte[32], new byte[] {'a', 'b', 0x7f})
                .withFirstParty("x".repeat(200));

        // then: 1 + 42 + 13 bytes, location 7, head 2, two good bytes make byte 67
        assertThat(TokenText.read("lkd_" + macaroon.toText()))
                .isEqualTo(new TokenReading.Malformed("not-text", 4 + 89 + 1));
    }

    @Test
    void aForeignIdentifierIsMalformed() {
        // given
        Macaroon macaroon = Macaroon.create(KnownTokens.key(), bytes("we used our secret key"));

        // then
        assertThat(TokenText.read("lkd_" + macaroon.toText())).isEqualTo(new TokenReading.Malformed("identifier", 5));
    }

    private static void assertMalformed(String text, String rule) {
        TokenReading reading = TokenText.read(text);
        assertThat(reading).isInstanceOf(TokenReading.Malformed.class);
        assertThat(((TokenReading.Malformed) reading).rule()).isEqualTo(rule);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
