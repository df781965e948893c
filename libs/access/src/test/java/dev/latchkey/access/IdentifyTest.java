package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a token is found again from whatever is left of it.
class IdentifyTest {
    private static final String NAME_OF_C = "1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-";

    @ParameterizedTest
    @ValueSource(ints = {60, 70, 116, 180, 224, 231})
    void identifyNeedsNoMoreThanAWholeIdentifier(int characters) {
        // when
        Optional<Identifier> identifier = TokenText.identify("\n " + KnownTokens.C.substring(0, characters) + " ");

        // then
        assertThat(identifier.map(Identifier::text)).contains(NAME_OF_C);
    }

    @Test
    void identifyFindsTheParentOfANarrowedAndOfADamagedToken() {
        // given
        Token child = KnownTokens.token(KnownTokens.C).narrow(new Caveat.AtMost(Access.READ));

        // then
        assertThat(TokenText.identify(child.text()).map(Identifier::text)).contains(NAME_OF_C);
        assertThat(TokenText.identify(KnownTokens.C.substring(0, 100) + "\n" + KnownTokens.C.substring(100))
                        .map(Identifier::text))
                .contains(NAME_OF_C);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lkd_", "2wn98f", "lkx_Ag", "lkr_AAECAwQF"})
    void identifyFindsNothingInOtherTexts(String text) {
        assertThat(TokenText.identify(text)).isEmpty();
    }

    @Test
    void identifyNeitherGuessesNorBelievesAForeignPrefix() {
        assertThat(TokenText.identify(KnownTokens.C.substring(0, 57))).isEmpty();
        assertThat(TokenText.identify("lkp_" + KnownTokens.C.substring(4))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2wn98f,2wn98f", "2WN98F,2wn98f", " 2wn98f ,2wn98f", "oOiIlL,001111", "5LY77P,51y77p"})
    void searchFoldsWhatPeopleMisread(String typed, String hint) {
        assertThat(TokenText.foldHint(typed)).contains(new Hint(hint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2wn98", "2wn98ff", "2wn98u", "ſwn98f", "2wn 8f"})
    void searchTakesNothingElseForAHint(String typed) {
        assertThat(TokenText.foldHint(typed)).isEmpty();
    }

    @Test
    void scannersFindEveryCredentialText() {
        // given
        Pattern token = Pattern.compile(SecretPatterns.TOKEN);
        Pattern opaque = Pattern.compile(SecretPatterns.OPAQUE);

        // then
        for (String text : List.of(KnownTokens.C, KnownTokens.D, KnownTokens.X, KnownTokens.E)) {
            assertThat(token.matcher("key=" + text + ";").find()).isTrue();
        }
        assertThat(opaque.matcher("x lkr_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMw_bga9cg")
                        .find())
                .isTrue();
        assertThat(opaque.matcher("lkc_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj_pdt8yf")
                        .find())
                .isTrue();
        assertThat(token.matcher("lkd_••••2wn98f " + KnownTokens.C.substring(0, 80))
                        .find())
                .isFalse();
    }
}
