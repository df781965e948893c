package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.nitram509.jmacaroons.Macaroon;
import com.github.nitram509.jmacaroons.MacaroonsSerializer;
import com.github.nitram509.jmacaroons.MacaroonsVerifier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Another macaroon library, which knows nothing of ours, as a witness for what must be accepted.
class InteropTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "_2wn98f"})
    void anotherLibraryNarrowsOurToken(String suffix) {
        // given
        String narrowed = narrowedByThem("access = read");

        // when
        Token token = KnownTokens.token("lkd_" + narrowed + suffix);

        // then
        assertThat(token.hint()).isEqualTo(new Hint("2wn98f"));
        assertThat(token.asIssued()).isFalse();
        assertThat(verify(token, Access.READ)).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(token, Access.WRITE))
                .isEqualTo(new Verdict.Refused(new Reason.AccessDenied(Access.READ, Access.WRITE)));
        assertThat(TokenText.identify("lkd_" + narrowed)).contains(token.identifier());
    }

    @Test
    void anotherLibraryVerifiesWhatWeMint() {
        // given
        var theirs = Macaroon.deserialize(body(KnownTokens.C), MacaroonsSerializer.V2);

        // when
        boolean valid = new MacaroonsVerifier(theirs)
                .satisfyExact("org = acme")
                .satisfyExact("access = write")
                .satisfyExact("resource = apps/web")
                .satisfyExact("time-before 2027-01-01T00:00:00Z")
                .isValid(KnownTokens.rootKey());

        // then
        assertThat(valid).isTrue();
    }

    @Test
    void anotherLibraryMintsWhatWeVerify() {
        // given: it writes a location of length zero
        String theirs = Macaroon.builder("", KnownTokens.rootKey(), "1d1.acme.1.01m3tc5h00wws804w7zag84amz.-")
                .addCaveat("org = acme")
                .build()
                .serialize(MacaroonsSerializer.V2);

        // when
        Token token = KnownTokens.token("lkd_" + theirs);

        // then
        assertThat(token.hint()).isEqualTo(new Hint("51y77p"));
        assertThat(KnownTokens.verifier().verify(token, KnownTokens.key(), KnownTokens.read()))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void anotherLibraryVerifiesOurTokenWithOurDischarge() {
        // given
        Token token = KnownTokens.token(KnownTokens.D).narrow(KnownTokens.liveLogin());
        Instant end = Instant.parse("2026-10-01T08:10:00Z");
        var verifier = new MacaroonsVerifier(Macaroon.deserialize(body(token.text()), MacaroonsSerializer.V2))
                .satisfyGeneral(_ -> true);

        // when
        for (String ticket : token.tickets()) {
            String discharge = KnownTokens.opened(ticket)
                    .discharge(end, KnownTokens.SESSION)
                    .bindTo(token)
                    .text();
            verifier.satisfy3rdParty(Macaroon.deserialize(body(discharge), MacaroonsSerializer.V2));
        }

        // then
        assertThat(verifier.isValid(KnownTokens.rootKey())).isTrue();
    }

    @Test
    void weAcceptWhatAnotherLibraryTicketsDischargesAndBinds() {
        // given
        var theirs = Macaroon.builder("", KnownTokens.rootKey(), "1d1.acme.1.01m3tc5h00wws804w7zag84amz.-")
                .addCaveat("org = acme")
                .addCaveat("https://hr.example", "between the two of them", "employee=7")
                .build();
        var discharge = Macaroon.builder("https://hr.example", "between the two of them", "employee=7")
                .addCaveat("time-before 2026-10-01T08:10:00Z")
                .build();
        var bound = Macaroon.builder(theirs).prepareForRequest(discharge).build();

        // when
        Token token = KnownTokens.token("lkd_" + theirs.serialize(MacaroonsSerializer.V2));
        Discharge ours = KnownTokens.discharge("lkx_" + bound.serialize(MacaroonsSerializer.V2));

        // then
        assertThat(KnownTokens.verifier().verify(token, List.of(ours), KnownTokens.key(), KnownTokens.read()))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(KnownTokens.verifier().verify(token, KnownTokens.key(), KnownTokens.read()))
                .isInstanceOf(Verdict.Refused.class);
    }

    private static String narrowedByThem(String caveat) {
        var theirs = Macaroon.deserialize(body(KnownTokens.C), MacaroonsSerializer.V2);
        return Macaroon.builder(theirs).addCaveat(caveat).build().serialize(MacaroonsSerializer.V2);
    }

    private static String body(String text) {
        return text.substring(4, text.length() - 7);
    }

    private static Verdict verify(Token token, Access access) {
        AccessRequest request = new AccessRequest(
                new OrgFact.TheTokens(),
                access,
                Fact.known(new Resource("apps/web/deploys")),
                Fact.absent(),
                Fact.absent());
        return KnownTokens.verifier().verify(token, KnownTokens.key(), request);
    }
}
