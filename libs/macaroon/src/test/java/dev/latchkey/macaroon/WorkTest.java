package dev.latchkey.macaroon;

import static dev.latchkey.macaroon.KnownAnswers.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a presented token may cost, counted in HMACs.
class WorkTest {

    private static final byte[] SECRET = KnownAnswers.sessionKey();

    private final Chain chain = new Chain();

    @Test
    void forgedTokenCostsOneChain() {
        // given
        Macaroon genuine = macaroon(3, 2);
        Macaroon forged = Writer.withSignature(genuine, new byte[32]);

        // when
        boolean matches = chain.matches(forged, KnownAnswers.testKey());

        // then
        assertThat(matches).isFalse();
        assertThat(chain.hmacCount()).isEqualTo(1 + 3 + 3 * 2);
    }

    @Test
    void forgedTokenCostsOneChainWhateverCameWithIt() {
        // given
        Macaroon genuine = macaroon(3, 8);
        List<Macaroon> discharges = discharges(genuine, 8, 4);
        Macaroon forged = Writer.withSignature(genuine, new byte[32]);

        // when
        Verification outcome = chain.verify(forged, KnownAnswers.testKey(), discharges, Limits.MAX_DEPTH);

        // then
        assertThat(outcome).isEqualTo(new Verification.BadSignature());
        assertThat(chain.hmacCount()).isEqualTo(1 + 3 + 3 * 8);
        assertThat(chain.openings()).isZero();
    }

    /// Each discharge is bound to the oldest tail that counts, so that every binding is tried.
    @ParameterizedTest
    @CsvSource({"1, 2", "4, 2", "8, 0", "8, 14"})
    void dischargesHaveTheirPrice(int discharges, int predicates) {
        // given
        Macaroon bound = macaroon(3, discharges);
        List<Macaroon> given = discharges(bound, discharges, predicates);
        Macaroon root = bound;
        for (int i = 0; i < 7; i++) {
            root = root.withFirstParty("later = " + i);
        }

        // when
        Verification outcome = chain.verify(root, KnownAnswers.testKey(), given, 1);

        // then
        assertThat(outcome).isEqualTo(new Verification.Held());
        assertThat(chain.openings()).isEqualTo(discharges);
        assertThat(chain.hmacCount())
                .isEqualTo((1 + 3 + 7 + 3L * discharges) + discharges * (1L + predicates) + 8 + 9L * discharges);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1", "4, 0", "3, 1", "32, 0", "16, 9", "0, 18"})
    void eachLinkHasItsPrice(int firstParty, int thirdParty) {
        // given
        Macaroon macaroon = macaroon(firstParty, thirdParty);

        // when
        boolean matches = chain.matches(macaroon, KnownAnswers.testKey());

        // then
        assertThat(matches).isTrue();
        assertThat(chain.hmacCount()).isEqualTo(1L + firstParty + 3L * thirdParty);
    }

    @Test
    void workIsLinear() {
        // given the most work 32 caveats and 3,072 bytes can ask for
        Macaroon largest = macaroon(0, 32);
        Macaroon half = macaroon(0, 16);

        // when
        long whole = cost(largest);
        long ofHalf = cost(half);

        // then
        assertThat(largest.byteCount()).isBetween(3000, Limits.MAX_BYTES);
        assertThat(whole).isLessThanOrEqualTo(1 + 3 * Limits.MAX_CAVEATS).isLessThanOrEqualTo(2 * ofHalf);
    }

    @Test
    void workIsLinearInDischargesToo() {
        // when
        long four = costOfDischarges(4);
        long eight = costOfDischarges(8);

        // then
        assertThat(eight).isLessThanOrEqualTo(2 * four);
    }

    private static long costOfDischarges(int count) {
        var chain = new Chain();
        Macaroon root = macaroon(1, count);
        Verification outcome = chain.verify(root, KnownAnswers.testKey(), discharges(root, count, 14), 1);
        assertThat(outcome).isEqualTo(new Verification.Held());
        return chain.hmacCount();
    }

    @Test
    void hashPathAllocatesNothing() {
        // given
        Macaroon plain = KnownAnswers.read(KnownAnswers.C);
        Macaroon macaroon = macaroon(4, 1);
        Key key = KnownAnswers.testKey();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        matchOften(macaroon, key);
        verifyOften(plain, key);

        // when
        long before = threads.getCurrentThreadAllocatedBytes();
        matchOften(macaroon, key);
        verifyOften(plain, key);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // then
        assertThat(allocated).isLessThan(1000);
    }

    @Test
    void readingAndMatchingAllocateLittle() {
        // given
        Key key = KnownAnswers.testKey();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        readOften(key);

        // when
        long before = threads.getCurrentThreadAllocatedBytes();
        readOften(key);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // then
        assertThat(allocated / 1000).isLessThanOrEqualTo(1024);
    }

    private void matchOften(Macaroon macaroon, Key key) {
        for (int i = 0; i < 1000; i++) {
            chain.matches(macaroon, key);
        }
    }

    private void verifyOften(Macaroon macaroon, Key key) {
        for (int i = 0; i < 1000; i++) {
            chain.verify(macaroon, key, List.of(), 1);
        }
    }

    private void readOften(Key key) {
        for (int i = 0; i < 1000; i++) {
            chain.matches(KnownAnswers.read(KnownAnswers.C), key);
        }
    }

    private static long cost(Macaroon macaroon) {
        var chain = new Chain();
        chain.matches(macaroon, KnownAnswers.testKey());
        return chain.hmacCount();
    }

    private static List<Macaroon> discharges(Macaroon root, int count, int predicates) {
        var discharges = new ArrayList<Macaroon>();
        for (int i = 0; i < count; i++) {
            Macaroon discharge = Macaroon.create(Key.derive(SECRET), ascii("ticket%010d".formatted(i)));
            for (int j = 0; j < predicates; j++) {
                discharge = discharge.withFirstParty("predicate = " + j);
            }
            discharges.add(discharge.bindTo(root));
        }
        return discharges;
    }

    private static Macaroon macaroon(int firstParty, int thirdParty) {
        Macaroon macaroon = Macaroon.create(KnownAnswers.testKey(), ascii("id"));
        for (int i = 0; i < firstParty; i++) {
            macaroon = macaroon.withFirstParty("caveat = " + i);
        }
        for (int i = 0; i < thirdParty; i++) {
            macaroon = macaroon.withThirdParty("", SECRET, ascii("ticket%010d".formatted(i)));
        }
        return macaroon;
    }
}
