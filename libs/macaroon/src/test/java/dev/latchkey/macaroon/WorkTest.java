package dev.latchkey.macaroon;

import static dev.latchkey.macaroon.KnownAnswers.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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
    void hashPathAllocatesNothing() {
        // given
        Macaroon macaroon = macaroon(4, 1);
        Key key = KnownAnswers.testKey();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        matchOften(macaroon, key);

        // when
        long before = threads.getCurrentThreadAllocatedBytes();
        matchOften(macaroon, key);
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
