package dev.latchkey.macaroon;

import static dev.latchkey.macaroon.KnownAnswers.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacaroonTest {

    private static final Key KEY = KnownAnswers.testKey();
    private static final Macaroon BARE = Macaroon.create(KEY, ascii("id"));

    @Test
    void noLocationIsWrittenUnlessGiven() {
        // when
        Macaroon located = Macaroon.create(KEY, ascii("id"), "http://a/");

        // then
        assertThat(BARE.location()).isEmpty();
        assertThat(located.location()).contains("http://a/");
        assertThat(located.signature()).isEqualTo(BARE.signature());
    }

    @Test
    void narrowingLeavesTheOriginalAsItWas() {
        // given
        Macaroon parent = BARE.withFirstParty("a = 1");
        byte[] before = parent.toBytes();

        // when
        Macaroon child = parent.withFirstParty("b = 2");
        Macaroon sibling = parent.withFirstParty("c = 3");

        // then
        assertThat(parent.toBytes()).isEqualTo(before);
        assertThat(parent.caveatCount()).isEqualTo(1);
        assertThat(predicates(child)).containsExactly("a = 1", "b = 2");
        assertThat(predicates(sibling)).containsExactly("a = 1", "c = 3");
    }

    @Test
    void nothingHandedInOrOutReachesInside() {
        // given
        byte[] identifier = ascii("id");
        byte[] predicate = ascii("a = 1");
        Macaroon macaroon = Macaroon.create(KEY, identifier).withFirstParty(predicate);
        byte[] wire = macaroon.toBytes();
        var read = ((Reading.Whole) MacaroonReader.readBytes(wire)).macaroon();
        String text = macaroon.toText();

        // when
        Arrays.fill(identifier, (byte) 0);
        Arrays.fill(predicate, (byte) 0);
        Arrays.fill(wire, (byte) 0);
        Arrays.fill(macaroon.identifier(), (byte) 0);
        Arrays.fill(macaroon.signature(), (byte) 0);
        Arrays.fill(macaroon.toBytes(), (byte) 0);
        Arrays.fill(((Caveat.FirstParty) macaroon.caveat(0)).predicate(), (byte) 0);
        Arrays.fill(KEY.derivedBytes(), (byte) 0);

        // then
        assertThat(macaroon.toText()).isEqualTo(text);
        assertThat(read.toText()).isEqualTo(text);
        assertThat(new Chain().matches(read, KEY)).isTrue();
    }

    @Test
    void textsLoseNoByte() {
        // given
        var every = new byte[255];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) (i + 1);
        }

        // when
        Macaroon macaroon = Macaroon.create(KEY, every).withFirstParty(every);

        // then
        assertThat(macaroon.identifier()).isEqualTo(every);
        assertThat(macaroon.identifierText().chars())
                .hasSize(255)
                .startsWith(1, 2, 3)
                .endsWith(253, 254, 255);
        assertThat(((Caveat.FirstParty) macaroon.caveat(0)).predicateText()).isEqualTo(macaroon.identifierText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\n", "naïve", "\u007f", "a\u0000"})
    void predicateGivenAsTextIsPrintableAscii(String predicate) {
        assertThatIllegalArgumentException().isThrownBy(() -> BARE.withFirstParty(predicate));
    }

    @Test
    void whatCouldNotBeReadIsNotWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> Macaroon.create(KEY, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Macaroon.create(KEY, new byte[256]));
        assertThatIllegalArgumentException().isThrownBy(() -> Macaroon.create(KEY, ascii("id"), "a".repeat(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> BARE.withFirstParty(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> BARE.withFirstParty(new byte[256]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BARE.withThirdParty("a".repeat(65), ascii("secret"), ascii("cid")));
        assertThatIllegalArgumentException().isThrownBy(() -> BARE.withThirdParty("", ascii("secret"), new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> BARE.withThirdParty("", new byte[0], ascii("cid")));
    }

    @Test
    void thirtyTwoCaveatsAreTheMost() {
        // given
        Macaroon full = BARE;
        for (int i = 0; i < 32; i++) {
            full = full.withFirstParty("a");
        }
        Macaroon last = full;

        // then
        assertThat(KnownAnswers.read(full.toText()).caveatCount()).isEqualTo(32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> last.withFirstParty("a"))
                .withMessage("a macaroon has at most 32 caveats");
    }

    @Test
    void aMacaroonNeverOutgrowsItsText() {
        // given
        Macaroon large = BARE;
        while (large.byteCount() + 258 <= Limits.MAX_BYTES) {
            large = large.withFirstParty(new byte[255]);
        }
        Macaroon last = large;

        // then
        assertThat(KnownAnswers.read(large.toText()).byteCount()).isEqualTo(large.byteCount());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> last.withFirstParty(new byte[255]))
                .withMessageStartingWith("a macaroon has at most 3072 bytes");
    }

    @Test
    void thirdPartyCaveatsNeverShareANonce() {
        // when
        var one = (Caveat.ThirdParty)
                BARE.withThirdParty("", ascii("secret"), ascii("cid")).caveat(0);
        var other = (Caveat.ThirdParty)
                BARE.withThirdParty("", ascii("secret"), ascii("cid")).caveat(0);

        // then
        assertThat(Arrays.copyOf(one.vid(), 24)).isNotEqualTo(Arrays.copyOf(other.vid(), 24));
        assertThat(one.location()).isEmpty();
    }

    @Test
    void caveatOutsideTheListIsAFault() {
        assertThatThrownBy(() -> BARE.caveat(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MacaroonReader.read("Ag", 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(BARE.caveats()).isEmpty();
    }

    @Test
    void keysAreEqualByTheirBytesAlone() {
        // given
        Key same = Key.ofDerived(KEY.derivedBytes());

        // then
        assertThat(same).isEqualTo(KEY).hasSameHashCodeAs(KEY);
        assertThat(Key.derive(KEY.derivedBytes())).isNotEqualTo(KEY).hasSameHashCodeAs(KEY);
        assertThatIllegalArgumentException().isThrownBy(() -> Key.ofDerived(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> Key.derive(new byte[0]));
    }

    private static List<String> predicates(Macaroon macaroon) {
        return macaroon.caveats().stream()
                .map(caveat -> ((Caveat.FirstParty) caveat).predicateText())
                .toList();
    }
}
