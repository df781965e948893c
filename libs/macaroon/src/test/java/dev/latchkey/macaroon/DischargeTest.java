package dev.latchkey.macaroon;

import static dev.latchkey.macaroon.KnownAnswers.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Third-party caveats and who vouches for them.
class DischargeTest {

    private static final Key KEY = KnownAnswers.testKey();
    private static final Verification HELD = new Verification.Held();
    private static final Macaroon D = KnownAnswers.read(KnownAnswers.D);
    private static final Macaroon X = KnownAnswers.read(KnownAnswers.X);

    private final Chain chain = new Chain();

    @Test
    void theKnownDischargeHolds() {
        assertThat(verify(D, X)).isEqualTo(HELD);
        assertThat(KnownAnswers.hex(D.bindHalf()))
                .isEqualTo("b6413b6e4459be56b5deb434f95e832a6d3aa3c3bb5043f8918400ea9a2fc50f");
        assertThat(unboundX().bindTo(D).toText()).isEqualTo(KnownAnswers.X);
        assertThat(unboundX().bindToHalf(D.bindHalf()).toText()).isEqualTo(KnownAnswers.X);
    }

    @Test
    void bindingToAChildGivesTheKnownAnswer() {
        // given
        Macaroon child = D.withFirstParty("method in GET HEAD");

        // when
        Macaroon bound = unboundX().bindTo(child);

        // then
        assertThat(KnownAnswers.hex(bound.signature()))
                .isEqualTo("92b93bc0eecb566db314947dd2c9a1603645d63174c3f001c657f31d400fff60");
        assertThat(verify(child, bound)).isEqualTo(HELD);
        assertThat(verify(D, bound)).isEqualTo(undischarged(D, Verification.Cause.BOUND_ELSEWHERE));
    }

    @Test
    void dischargeMustBeBoundToTheRoot() {
        // given
        Macaroon bare = root();
        Macaroon root = caveat(bare, "a");
        Macaroon another = caveat(root(), "a");
        Macaroon child = root.withFirstParty("x = 1");
        Macaroon sibling = root.withFirstParty("x = 2");
        Macaroon raw = discharge("a");

        // then
        assertThat(verify(root, raw)).isEqualTo(fault("a", Verification.Cause.UNBOUND));
        for (Macaroon elsewhere : List.of(another, sibling, raw, bare, bare.withFirstParty("x = 1"))) {
            assertThat(verify(child, raw.bindTo(elsewhere))).isEqualTo(fault("a", Verification.Cause.BOUND_ELSEWHERE));
        }
        assertThat(verify(child, raw.bindTo(root).bindTo(child)))
                .isEqualTo(fault("a", Verification.Cause.BOUND_ELSEWHERE));
        assertThat(verify(root, raw.bindTo(root))).isEqualTo(HELD);
    }

    @Test
    void dischargeOfADischargeIsBoundToTheRootToo() {
        // given
        Macaroon root = caveat(root(), "a");
        Macaroon outer = caveat(discharge("a"), "b");
        Macaroon inner = discharge("b");

        // then
        assertThat(verifyDeep(2, root, outer.bindTo(root), inner.bindTo(root))).isEqualTo(HELD);
        assertThat(verifyDeep(2, root, outer.bindTo(root), inner.bindTo(outer)))
                .isEqualTo(fault("b", Verification.Cause.BOUND_ELSEWHERE));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "7, true", "8, false", "20, false"})
    void dischargeBoundBeforeNarrowingStillHolds(int narrowings, boolean holds) {
        // given
        Macaroon narrowed = D;
        for (int i = 0; i < narrowings; i++) {
            narrowed = narrowed.withFirstParty("method in GET HEAD");
        }

        // then
        assertThat(verify(narrowed, X)).isEqualTo(holds ? HELD : undischarged(D, Verification.Cause.BOUND_ELSEWHERE));
    }

    /// Who held the token before its first third-party caveat knows the tails up to there, and binds nothing by them.
    @Test
    void dischargeBoundBeforeTheFirstThirdPartyCaveatIsRefused() {
        // given
        Macaroon before = root().withFirstParty("x = 1");
        Macaroon first = caveat(before, "a");
        Macaroon second = caveat(first, "b");
        Macaroon byFirst = discharge("b").bindTo(first);

        // then
        assertThat(verify(second, discharge("a").bindTo(first), byFirst)).isEqualTo(HELD);
        assertThat(verify(second, discharge("a").bindTo(before), byFirst))
                .isEqualTo(fault("a", Verification.Cause.BOUND_ELSEWHERE));
    }

    @Test
    void eachDischargeIsUsedOnce() {
        // given
        Macaroon root = caveat(caveat(root(), "a"), "b");
        Macaroon a = discharge("a").bindTo(root);
        Macaroon b = discharge("b").bindTo(root);
        Macaroon twice = caveat(caveat(root(), "a"), "a");

        // then
        assertThat(verify(root, b, a)).isEqualTo(HELD);
        assertThat(verify(root)).isEqualTo(faults(missing("a"), missing("b"))).isEqualTo(verify(root, new Macaroon[0]));
        assertThat(verify(root, a)).isEqualTo(faults(missing("b")));
        assertThat(verify(root, a, b, discharge("c").bindTo(root))).isEqualTo(faults(leftOver("c")));
        assertThat(verify(root, a, b, b)).isEqualTo(faults(leftOver("b")));
        assertThat(verify(root(), a)).isEqualTo(faults(leftOver("a")));
        assertThat(verify(twice, discharge("a").bindTo(twice))).isEqualTo(faults(missing("a")));
        assertThat(verify(
                        twice,
                        discharge("a").bindTo(twice),
                        discharge("a").withFirstParty("x = 1").bindTo(twice)))
                .isEqualTo(faults(leftOver("a"), missing("a")));
        assertThat(chain.openings()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void failedDischargeFailsAll(int depth) {
        // given a chain of discharges, each asking for the next
        Macaroon root = caveat(root(), "ticket1");
        var discharges = new ArrayList<Macaroon>();
        for (int i = 1; i <= depth; i++) {
            Macaroon discharge = discharge("ticket" + i);
            discharges.add((i < depth ? caveat(discharge, "ticket" + (i + 1)) : discharge).bindTo(root));
        }

        // then each is needed, by its own key, and none may hang too deep
        assertThat(verifyDeep(Limits.MAX_DEPTH, root, discharges)).isEqualTo(HELD);
        assertThat(verifyDeep(depth, root, discharges)).isEqualTo(HELD);
        assertThat(verifyDeep(depth - 1, root, discharges))
                .isEqualTo(fault("ticket" + Math.max(1, depth - 1), Verification.Cause.NESTED));
        for (int i = 0; i < depth; i++) {
            var ticket = "ticket" + (i + 1);
            var without = new ArrayList<>(discharges);
            without.remove(i);
            assertThat(verifyDeep(depth, root, without)).isEqualTo(fault(ticket, Verification.Cause.MISSING));
            for (byte[] guess : guesses(root, ticket)) {
                var forged = new ArrayList<>(discharges);
                Macaroon made = Macaroon.create(Key.derive(guess), ascii(ticket));
                forged.set(i, (i < depth - 1 ? caveat(made, "ticket" + (i + 2)) : made).bindTo(root));
                assertThat(verifyDeep(depth, root, forged))
                        .isEqualTo(fault(ticket, Verification.Cause.BOUND_ELSEWHERE));
            }
        }
    }

    private static List<byte[]> guesses(Macaroon root, String ticket) {
        return List.of(ascii("a guess"), ascii(ticket), root.signature(), new byte[32]);
    }

    @Test
    void aPredicateAddedToABoundDischargeIsRefused() {
        // given
        Macaroon root = caveat(root(), "a");

        // then
        assertThat(verify(root, discharge("a").bindTo(root).withFirstParty("x = 1")))
                .isEqualTo(fault("a", Verification.Cause.BOUND_ELSEWHERE));
    }

    @Test
    void aCaveatWithoutAKeyCanNeverBeDischarged() {
        // given
        Macaroon bare = root();
        byte[] cid = ascii("a");
        byte[] vid = new byte[Limits.VID];
        Macaroon root =
                Writer.withThirdParty(bare, new byte[0], cid, vid, Chain.afterThirdParty(bare.signature(), vid, cid));

        // then
        assertThat(verify(root, discharge("a").bindTo(root)))
                .isEqualTo(fault("a", Verification.Cause.NOT_BY_ITS_THIRD_PARTY));
    }

    @Test
    void mutualDischargesEnd() {
        // given
        Macaroon root = caveat(root(), "a");
        Macaroon a = caveat(discharge("a"), "b").bindTo(root);
        Macaroon b = caveat(discharge("b"), "a").bindTo(root);
        Macaroon narcissus = caveat(discharge("a"), "a").bindTo(root);

        // then
        assertThat(verifyDeep(Limits.MAX_DEPTH, root, a, b)).isEqualTo(fault("a", Verification.Cause.MISSING));
        assertThat(verifyDeep(Limits.MAX_DEPTH, root, narcissus)).isEqualTo(fault("a", Verification.Cause.MISSING));
        assertThat(verifyDeep(1, root, narcissus)).isEqualTo(fault("a", Verification.Cause.NESTED));
    }

    @Test
    void dischargeKeyIsDerivedOnce() {
        // given
        Macaroon b = Macaroon.create(
                        KnownAnswers.rootKey(KnownAnswers.B_ROOT_KEY),
                        ascii(KnownAnswers.B_IDENTIFIER),
                        KnownAnswers.BANK)
                .withFirstParty("account = 3735928559")
                .withThirdParty(
                        "http://auth.mybank/",
                        ascii(KnownAnswers.B_CAVEAT_KEY),
                        ascii(KnownAnswers.B_CID),
                        new byte[SecretBox.NONCE]);
        Key once = Key.derive(ascii(KnownAnswers.B_CAVEAT_KEY));
        UnaryOperator<Macaroon> bound =
                each -> each.withFirstParty("time < 2015-01-01T00:00").bindTo(b);

        // when
        Verification known = verify(KnownAnswers.rootKey(KnownAnswers.B_ROOT_KEY), b, bound.apply(b(once)));

        // then
        assertThat(known).isEqualTo(HELD);
        assertThat(KnownAnswers.hex(bound.apply(b(once)).signature()))
                .isEqualTo("2eb01d0dd2b4475330739140188648cf25dda0425ea9f661f1574ca0a9eac54e");
        assertThat(verify(D, X)).isEqualTo(HELD);
        for (Key wrong : List.of(
                Key.derive(once.derivedBytes()),
                Key.ofDerived(Arrays.copyOf(ascii(KnownAnswers.B_CAVEAT_KEY), 32)),
                Key.derive(ascii(Base64.getEncoder().encodeToString(((Caveat.ThirdParty) b.caveat(1)).vid()))))) {
            assertThat(verify(KnownAnswers.rootKey(KnownAnswers.B_ROOT_KEY), b, bound.apply(b(wrong))))
                    .isEqualTo(fault(KnownAnswers.B_CID, Verification.Cause.BOUND_ELSEWHERE));
        }
    }

    private static Macaroon b(Key key) {
        return Macaroon.create(key, ascii(KnownAnswers.B_CID));
    }

    @Test
    void aDepthOutsideTheLimitIsAFault() {
        assertThatThrownBy(() -> chain.verify(D, KEY, List.of(), Limits.MAX_DEPTH + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chain.verify(D, KEY, List.of(), -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> X.bindToHalf(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    private static Macaroon unboundX() {
        return Macaroon.create(Key.derive(KnownAnswers.sessionKey()), X.identifier())
                .withFirstParty("time-before 2026-10-01T08:10:00Z")
                .withFirstParty("session = ses_1nbw4r0mxfe81y");
    }

    private static Macaroon root() {
        return Macaroon.create(KEY, ascii("id"));
    }

    /// Every ticket's secret is the ticket behind a word.
    private static Macaroon caveat(Macaroon macaroon, String ticket) {
        return macaroon.withThirdParty("", ascii("secret of " + ticket), ascii(ticket));
    }

    private static Macaroon discharge(String ticket) {
        return Macaroon.create(Key.derive(ascii("secret of " + ticket)), ascii(ticket));
    }

    private Verification verify(Macaroon root, Macaroon... discharges) {
        return verifyDeep(1, root, discharges);
    }

    private Verification verify(Key key, Macaroon root, Macaroon discharge) {
        return chain.verify(root, key, List.of(discharge), 1);
    }

    private Verification verifyDeep(int depth, Macaroon root, Macaroon... discharges) {
        return verifyDeep(depth, root, List.of(discharges));
    }

    private Verification verifyDeep(int depth, Macaroon root, List<Macaroon> discharges) {
        return chain.verify(root, KEY, discharges, depth);
    }

    private static Verification undischarged(Macaroon root, Verification.Cause cause) {
        return fault(((Caveat.ThirdParty) root.caveat(3)).cidText(), cause);
    }

    private static Verification fault(String cid, Verification.Cause cause) {
        return faults(new Verification.Fault(cid, cause));
    }

    private static Verification.Fault missing(String cid) {
        return new Verification.Fault(cid, Verification.Cause.MISSING);
    }

    private static Verification.Fault leftOver(String cid) {
        return new Verification.Fault(cid, Verification.Cause.LEFT_OVER);
    }

    private static Verification faults(Verification.Fault... faults) {
        return new Verification.Undischarged(List.of(faults));
    }
}
