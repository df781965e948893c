package dev.latchkey.macaroon;

import static dev.latchkey.macaroon.KnownAnswers.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForgeryTest {

    private final Chain chain = new Chain();

    /// Every bit of the whole text, framing included. Only what no signature covers may differ, and that is a
    /// location.
    @ParameterizedTest
    @ValueSource(strings = {KnownAnswers.C, KnownAnswers.D, KnownAnswers.E})
    void everyBitFlipIsRefused(String body) {
        refusesEveryFlip(body, macaroon -> chain.matches(macaroon, KnownAnswers.testKey()));
    }

    @Test
    void everyBitFlipOfABoundDischargeIsRefused() {
        Macaroon root = KnownAnswers.read(KnownAnswers.D);
        refusesEveryFlip(KnownAnswers.X, discharge -> holds(root, discharge));
    }

    @Test
    void everyBitFlipOfADischargedMacaroonIsRefused() {
        Macaroon discharge = KnownAnswers.read(KnownAnswers.X);
        refusesEveryFlip(KnownAnswers.D, root -> holds(root, discharge));
    }

    private boolean holds(Macaroon root, Macaroon discharge) {
        return chain.verify(root, KnownAnswers.testKey(), List.of(discharge), 1).equals(new Verification.Held());
    }

    private static void refusesEveryFlip(String body, Predicate<Macaroon> accepts) {
        // given
        Macaroon original = KnownAnswers.read(body);
        byte[] bytes = original.toBytes();
        assertThat(accepts.test(original)).isTrue();

        for (int bit = 0; bit < bytes.length * 8; bit++) {
            // when
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            // then
            if (MacaroonReader.readBytes(flipped) instanceof Reading.Whole(var macaroon, var _)
                    && accepts.test(macaroon)) {
                assertThat(inLocation(original, bit / 8)).as("bit %d", bit).isTrue();
            }
        }
    }

    @Test
    void otherKeyIsRefused() {
        // given
        byte[] other = KnownAnswers.testKey().derivedBytes();
        other[31] ^= 1;

        // then
        assertThat(chain.matches(KnownAnswers.read(KnownAnswers.C), Key.ofDerived(other)))
                .isFalse();
        assertThat(chain.matches(KnownAnswers.read(KnownAnswers.C), Key.ofDerived(KnownAnswers.ascending(0, 32))))
                .isFalse();
    }

    @Test
    void caveatsCannotBeDroppedSwappedOrJoined() {
        // given
        Macaroon none = Macaroon.create(KnownAnswers.testKey(), ascii("id"));
        Macaroon both = none.withFirstParty("a = 1").withFirstParty("b = 2");

        // then
        assertThat(accepts(signedAs(both, none))).isFalse();
        assertThat(accepts(signedAs(both, none.withFirstParty("a = 1")))).isFalse();
        assertThat(accepts(signedAs(both, none.withFirstParty("b = 2").withFirstParty("a = 1"))))
                .isFalse();
        assertThat(accepts(signedAs(both, none.withFirstParty("a = 1b = 2")))).isFalse();
        assertThat(accepts(signedAs(both, both))).isTrue();
    }

    /// The tail in front of a third-party caveat is hashed over 64 bytes: as a predicate they would give the
    /// same tail, which is why readers of predicates must refuse what is not text.
    @Test
    void thirdPartyCaveatShownAsAPredicateHasTheSameSignature() {
        // given
        Macaroon root = KnownAnswers.read(KnownAnswers.D);
        var caveat = (Caveat.ThirdParty) root.caveat(3);
        byte[] tail = KnownAnswers.bytes("53c950ec0d6feaba274fba39ee47bda1d2bb9604de28e6f859862e8764dbcdb8");
        byte[] halves = Arrays.copyOf(Chain.afterFirstParty(tail, caveat.vid()), 64);
        System.arraycopy(Chain.afterFirstParty(tail, caveat.cid()), 0, halves, 32, 32);

        // when
        byte[] asPredicate = Chain.afterFirstParty(tail, halves);

        // then
        assertThat(asPredicate).isEqualTo(root.signature());
    }

    @Test
    void matchingLeavesNoSecretInItsScratch() throws ReflectiveOperationException {
        // given
        Macaroon root = KnownAnswers.read(KnownAnswers.D);

        // when
        chain.verify(root, KnownAnswers.testKey(), List.of(KnownAnswers.read(KnownAnswers.X)), 1);

        // then
        assertThat(arrays(chain)).hasSize(4).allMatch(ForgeryTest::isZero);
        assertThat(arrays(field(chain, "hmac"))).hasSize(2).allMatch(ForgeryTest::isZero);
    }

    private boolean accepts(Macaroon macaroon) {
        return chain.matches(macaroon, KnownAnswers.testKey());
    }

    private static Macaroon signedAs(Macaroon signature, Macaroon contents) {
        return Writer.withSignature(contents, signature.signature());
    }

    private static boolean inLocation(Macaroon macaroon, int index) {
        Sections sections = macaroon.sections();
        for (int section = 0; section < sections.count(); section++) {
            int from = sections.location(section);
            if (sections.hasLocation(section) && index >= from && index < from + sections.locationLength(section)) {
                return true;
            }
        }
        return false;
    }

    private static List<byte[]> arrays(Object owner) throws ReflectiveOperationException {
        var arrays = new ArrayList<byte[]>();
        for (var field : owner.getClass().getDeclaredFields()) {
            if (field.getType() == byte[].class && !Modifier.isStatic(field.getModifiers())) {
                arrays.add((byte[]) field(owner, field.getName()));
            }
        }
        return arrays;
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        var field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    private static boolean isZero(byte[] bytes) {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }
}
