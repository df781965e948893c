package dev.latchkey.macaroon;

import static dev.latchkey.macaroon.KnownAnswers.ascending;
import static dev.latchkey.macaroon.KnownAnswers.ascii;
import static dev.latchkey.macaroon.KnownAnswers.hex;
import static dev.latchkey.macaroon.KnownAnswers.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.nitram509.jmacaroons.MacaroonsSerializer;
import com.github.nitram509.jmacaroons.MacaroonsVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An independent implementation, jmacaroons, reads what this one writes and the other way round. It is a
/// witness for what must be accepted, never for what must be refused.
class InteropTest {

    private static final byte[] ROOT_KEY = ascending(0, 32);

    private final Chain chain = new Chain();

    @Test
    void peerVerifiesWhatWeWrite() {
        // given
        Macaroon ours = Macaroon.create(KnownAnswers.testKey(), ascii("id"))
                .withFirstParty("org = acme")
                .withFirstParty("access = read");

        // when
        var theirs = new MacaroonsVerifier(peer(ours.toText()))
                .satisfyExact("org = acme")
                .satisfyExact("access = read");

        // then
        assertThat(theirs.isValid(ROOT_KEY)).isTrue();
        assertThat(new MacaroonsVerifier(peer(ours.toText()))
                        .satisfyExact("org = acme")
                        .isValid(ROOT_KEY))
                .isFalse();
    }

    @Test
    void peerVerifiesTheKnownAnswers() {
        // when
        var a = new MacaroonsVerifier(peer(KnownAnswers.A)).satisfyGeneral(_ -> true);
        var c = new MacaroonsVerifier(peer(KnownAnswers.C)).satisfyGeneral(_ -> true);
        var d = new MacaroonsVerifier(peer(KnownAnswers.D))
                .satisfyGeneral(_ -> true)
                .satisfy3rdParty(peer(KnownAnswers.X));

        // then
        assertThat(a.isValid(KnownAnswers.A_ROOT_KEY)).isTrue();
        assertThat(c.isValid(ROOT_KEY)).isTrue();
        assertThat(d.isValid(ROOT_KEY)).isTrue();
    }

    @Test
    void peerVerifiesOurThirdPartyCaveatAndBoundDischarge() {
        // given
        Macaroon root = Macaroon.create(KnownAnswers.testKey(), ascii("id"))
                .withThirdParty("http://auth/", ascii("caveat secret"), ascii("ticket"));
        Macaroon discharge = Macaroon.create(KnownAnswers.rootKey("caveat secret"), ascii("ticket"))
                .withFirstParty("a = 1")
                .bindTo(root);

        // when
        var theirs = new MacaroonsVerifier(peer(root.toText()))
                .satisfyExact("a = 1")
                .satisfy3rdParty(peer(discharge.toText()));

        // then
        assertThat(theirs.isValid(ROOT_KEY)).isTrue();
    }

    @Test
    void weVerifyWhatPeerAppends() {
        // when
        var narrowed = com.github.nitram509.jmacaroons.Macaroon.builder(peer(KnownAnswers.C))
                .addCaveat("ip in 203.0.113.0/24 2001:db8::/32")
                .addCaveat("time-before 2026-10-02T00:00:00Z")
                .build();
        Macaroon ours = read(narrowed.serialize(MacaroonsSerializer.V2));

        // then
        assertThat(hex(ours.signature())).isEqualTo("86fa24e998d83ddc37f5dc8cc31e2bfed4ad31cae2952111a3c4a21eded5b643");
        assertThat(ours.identifierText()).isEqualTo(read(KnownAnswers.C).identifierText());
        assertThat(chain.matches(ours, KnownAnswers.testKey())).isTrue();
    }

    @Test
    void weAcceptWhatPeerMints() {
        // given
        var theirs = com.github.nitram509.jmacaroons.Macaroon.builder("http://example.org/", ROOT_KEY, "id")
                .addCaveat("org = acme")
                .addCaveat("http://auth/", "caveat secret", "ticket")
                .build();

        // when
        Macaroon ours = read(theirs.serialize(MacaroonsSerializer.V2));

        // then
        assertThat(ours.location()).contains("http://example.org/");
        assertThat(((Caveat.FirstParty) ours.caveat(0)).predicateText()).isEqualTo("org = acme");
        assertThat(((Caveat.ThirdParty) ours.caveat(1)).cidText()).isEqualTo("ticket");
        assertThat(chain.matches(ours, KnownAnswers.testKey())).isTrue();
    }

    @Test
    void weOpenAndBindWhatPeerDischarges() {
        // given
        var root = com.github.nitram509.jmacaroons.Macaroon.builder("http://example.org/", ROOT_KEY, "id")
                .addCaveat("http://auth/", "caveat secret", "ticket")
                .build();
        var discharge = com.github.nitram509.jmacaroons.Macaroon.builder("http://auth/", "caveat secret", "ticket")
                .build();
        Macaroon ourRoot = read(root.serialize(MacaroonsSerializer.V2));
        Macaroon ourDischarge = read(discharge.serialize(MacaroonsSerializer.V2));
        var caveat = (Caveat.ThirdParty) ourRoot.caveat(0);

        // when
        byte[] dischargeKey = SecretBox.open(Chain.signature(KnownAnswers.testKey(), ascii("id")), caveat.vid())
                .orElseThrow();
        var bound = com.github.nitram509.jmacaroons.Macaroon.builder(root)
                .prepareForRequest(discharge)
                .build();

        // then
        assertThat(chain.matches(ourDischarge, Key.ofDerived(dischargeKey))).isTrue();
        assertThat(ourDischarge.bindTo(ourRoot).toText()).isEqualTo(bound.serialize(MacaroonsSerializer.V2));
    }

    @Test
    void weAcceptWhatPeerMintsDischargesAndBinds() {
        // given
        var root = com.github.nitram509.jmacaroons.Macaroon.builder("http://example.org/", ROOT_KEY, "id")
                .addCaveat("org = acme")
                .addCaveat("http://auth/", "caveat secret", "ticket")
                .build();
        var discharge = com.github.nitram509.jmacaroons.Macaroon.builder("http://auth/", "caveat secret", "ticket")
                .addCaveat("a = 1")
                .build();
        var bound = com.github.nitram509.jmacaroons.Macaroon.builder(root)
                .prepareForRequest(discharge)
                .build();
        var narrowed = com.github.nitram509.jmacaroons.Macaroon.builder(root)
                .addCaveat("access = read")
                .build();

        // when
        Verification outcome = verify(root, bound);

        // then
        assertThat(outcome).isEqualTo(new Verification.Held());
        assertThat(verify(narrowed, bound)).isEqualTo(new Verification.Held());
        assertThat(verify(root, discharge))
                .isEqualTo(new Verification.Undischarged(
                        List.of(new Verification.Fault("ticket", Verification.Cause.UNBOUND))));
    }

    private Verification verify(
            com.github.nitram509.jmacaroons.Macaroon root, com.github.nitram509.jmacaroons.Macaroon discharge) {
        return chain.verify(
                read(root.serialize(MacaroonsSerializer.V2)),
                KnownAnswers.testKey(),
                List.of(read(discharge.serialize(MacaroonsSerializer.V2))),
                1);
    }

    private static com.github.nitram509.jmacaroons.Macaroon peer(String text) {
        return com.github.nitram509.jmacaroons.Macaroon.deserialize(text, MacaroonsSerializer.V2);
    }
}
