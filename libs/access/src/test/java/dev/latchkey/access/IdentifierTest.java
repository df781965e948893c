package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
    private static final String TOKEN = "01m3tc5h00mmzswp91nrj9a80a";
    private static final String PERSON = "ha0ygzksccf6";
    private static final String SESSION = "1nbw4r0mxfe81y";
    private static final String APP = "2wpevjq4ehtb";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1p4.acme.1." + TOKEN + "." + PERSON,
                "1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-",
                "1o3.acme.12.01m3tc5h00wws804w7zag84amz.-." + APP,
                "1o3.acme.12.01m3tc5h00wws804w7zag84amz." + PERSON + "." + APP,
                "1s3.acme.1." + TOKEN + "." + PERSON + "." + SESSION,
                "1p9.a-1.9999.7zzzzzzzzzzzzzzzzzzzzzzzzz.zzzzzzzzzzzz"
            })
    void whatIsReadIsWrittenAlike(String text) {
        assertThat(Identifier.parse(text).map(Identifier::text)).contains(text);
    }

    @Test
    void everyFieldIsRead() {
        // when
        Identifier identifier = Identifier.parse("1s3.acme.12." + TOKEN + "." + PERSON + "." + SESSION)
                .orElseThrow();

        // then
        assertThat(identifier)
                .isEqualTo(new Identifier(
                        Kind.SESSION,
                        3,
                        new KeyId(new OrgHandle("acme"), 12),
                        new TokenId(TOKEN),
                        Optional.of(new PersonId(PERSON)),
                        Optional.empty(),
                        Optional.of(new SessionId(SESSION))));
    }

    @Test
    void theLongestHasNinetySixCharacters() {
        // given
        String longest = "1s9.a" + "b".repeat(31) + ".9999." + TOKEN + "." + PERSON + "." + SESSION;

        // then
        assertThat(longest).hasSize(96);
        assertThat(Identifier.parse(longest)).isPresent();
        assertThat(Identifier.parse(longest.replace(".a", ".aa"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1d4.",
                "2d4.acme.1." + TOKEN + ".-",
                "1x4.acme.1." + TOKEN + ".-",
                "1D4.acme.1." + TOKEN + ".-",
                "1d0.acme.1." + TOKEN + ".-",
                "1d10.acme.1." + TOKEN + ".-",
                "1dx.acme.1." + TOKEN + ".-",
                "1d4-acme.1." + TOKEN + ".-",
                "1d4.ac.1." + TOKEN + ".-",
                "1d4.Acme.1." + TOKEN + ".-",
                "1d4.acme-.1." + TOKEN + ".-",
                "1d4.1cme.1." + TOKEN + ".-",
                "1d4.acme.0." + TOKEN + ".-",
                "1d4.acme.01." + TOKEN + ".-",
                "1d4.acme.10000." + TOKEN + ".-",
                "1d4.acme.+1." + TOKEN + ".-",
                "1d4.acme.." + TOKEN + ".-",
                "1d4.acme.1.81m3tc5h00mmzswp91nrj9a80a.-",
                "1d4.acme.1.01m3tc5h00mmzswp91nrj9a80.-",
                "1d4.acme.1.01m3tc5h00mmzswp91nrj9a80u.-",
                "1d4.acme.1.01M3TC5H00MMZSWP91NRJ9A80A.-",
                "1d4.acme.1." + TOKEN,
                "1d4.acme.1." + TOKEN + ".",
                "1d4.acme.1." + TOKEN + ".-.",
                "1d4.acme.1." + TOKEN + ".-.-",
                "1d4.acme.1." + TOKEN + "." + PERSON,
                "1d4.acme.1." + TOKEN + ".-." + APP,
                "1p4.acme.1." + TOKEN + ".-",
                "1p4.acme.1." + TOKEN + "." + PERSON + "." + APP,
                "1p4.acme.1." + TOKEN + "." + PERSON + "." + SESSION,
                "1s4.acme.1." + TOKEN + "." + PERSON,
                "1s4.acme.1." + TOKEN + ".-." + SESSION,
                "1s4.acme.1." + TOKEN + "." + PERSON + "." + APP,
                "1o4.acme.1." + TOKEN + "." + PERSON,
                "1o4.acme.1." + TOKEN + "." + PERSON + "." + SESSION,
                "1o4.acme.1." + TOKEN + ".-." + APP + "." + APP,
                "1d4.acme.1." + TOKEN + ".- ",
                "1d4.acme.1." + TOKEN + ".\u2010"
            })
    void whatIsOutsideTheGrammarIsNoIdentifier(String text) {
        assertThat(Identifier.parse(text)).isEmpty();
    }

    @Test
    void aCombinationThatDoesNotExistCannotBeBuilt() {
        assertThatThrownBy(() -> new Identifier(
                        Kind.DEPLOY,
                        1,
                        new KeyId(new OrgHandle("acme"), 1),
                        new TokenId(TOKEN),
                        Optional.of(new PersonId(PERSON)),
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachIdentityHasItsIdentifier() {
        // given
        KeyId key = new KeyId(new OrgHandle("acme"), 1);
        TokenId token = new TokenId(TOKEN);
        PersonId person = new PersonId(PERSON);
        AppId app = new AppId(APP);
        String head = ".acme.1." + TOKEN;

        // then
        assertThat(Identifier.of(new Identity.Personal(key, token, person), 4).text())
                .isEqualTo("1p4" + head + "." + PERSON);
        assertThat(Identifier.of(new Identity.Deploy(key, token), 1).text()).isEqualTo("1d1" + head + ".-");
        assertThat(Identifier.of(new Identity.Session(key, token, person, new SessionId(SESSION)), 2)
                        .text())
                .isEqualTo("1s2" + head + "." + PERSON + "." + SESSION);
        assertThat(Identifier.of(new Identity.OAuth(key, token, person, app), 3).text())
                .isEqualTo("1o3" + head + "." + PERSON + "." + APP);
        assertThat(Identifier.of(new Identity.App(key, token, app), 9).text()).isEqualTo("1o9" + head + ".-." + APP);
    }

    @Test
    void theHintComesFromTheIdentifierAlone() {
        // when
        Hint hint = Identifier.parse("1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-")
                .orElseThrow()
                .hint();

        // then
        assertThat(hint).isEqualTo(new Hint("2wn98f"));
    }
}
