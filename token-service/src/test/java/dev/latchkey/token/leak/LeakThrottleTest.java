package dev.latchkey.token.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.ClientIp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LeakThrottleTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-01T08:00:00Z"));
    private final LeakThrottle throttle = new LeakThrottle(new Limits(6, 20), new Ticking(now));

    private record Limits(int perMinuteAndNetwork, int perMinute) implements LeakConfig {
        @Override
        public Optional<String> githubKeys() {
            return Optional.empty();
        }
    }

    private static final class Ticking extends Clock {
        private final AtomicReference<Instant> now;

        Ticking(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    @Test
    void aNetworkHasItsMinuteAtOnceAndThenOneByOne() {
        // given
        for (var i = 0; i < 6; i++) {
            assertThat(passes("203.0.113." + i)).isTrue();
        }

        // then
        assertThat(passes("203.0.113.77")).isFalse();
        assertThat(retryAfter("203.0.113.77")).isEqualTo(10);
        assertThat(passes("203.0.114.1")).isTrue();
        now.updateAndGet(at -> at.plusMillis(9_999));
        assertThat(passes("203.0.113.77")).isFalse();
        assertThat(retryAfter("203.0.113.77")).isEqualTo(1);
        now.updateAndGet(at -> at.plusMillis(1));
        assertThat(passes("203.0.113.77")).isTrue();
        assertThat(passes("203.0.113.78")).isFalse();
    }

    @Test
    void aNetworkOfIpv6IsWhatACustomerHas() {
        // given
        for (var i = 0; i < 6; i++) {
            assertThat(passes("2001:db8:1:" + i + "::1")).isTrue();
        }

        // then
        assertThat(passes("2001:db8:1:ffff::2")).isFalse();
        assertThat(passes("2001:db8:2::2")).isTrue();
    }

    @Test
    void allNetworksTogetherHaveALimitToo() {
        // given
        for (var i = 0; i < 20; i++) {
            assertThat(passes("203.0." + i + ".1")).isTrue();
        }

        // then: and who was refused has not used up anything of the own
        for (var i = 0; i < 10; i++) {
            assertThat(passes("198.51.100.1")).isFalse();
        }
        now.updateAndGet(at -> at.plusSeconds(18));
        for (var i = 0; i < 6; i++) {
            assertThat(passes("198.51.100.1")).isTrue();
        }
        assertThat(passes("198.51.100.1")).isFalse();
    }

    @Test
    void aReportWithoutAnAddressIsPacedToo() {
        // given
        for (var i = 0; i < 6; i++) {
            assertThat(throttle.take(Optional.empty())).isEmpty();
        }

        // then
        assertThat(throttle.take(Optional.empty())).isPresent();
    }

    @Test
    void askingTakesNothingAndIsOfTheOwnNetworkOnly() {
        // given
        for (var i = 0; i < 20; i++) {
            throttle.take(ClientIp.parse("203.0." + i % 10 + ".1"));
        }
        for (var i = 0; i < 6; i++) {
            assertThat(throttle.waitOf(ClientIp.parse("198.51.100.1"))).isEmpty();
        }

        // when
        now.updateAndGet(at -> at.plusSeconds(18));
        for (var i = 0; i < 6; i++) {
            assertThat(passes("198.51.100.1")).isTrue();
        }

        // then
        assertThat(throttle.waitOf(ClientIp.parse("198.51.100.77"))).contains(Duration.ofMillis(10_999));
        assertThat(throttle.waitOf(ClientIp.parse("192.0.2.1"))).isEmpty();
    }

    @Test
    void manyNetworksTakeBoundedMemory() {
        // given
        var patient = new LeakThrottle(new Limits(1, Integer.MAX_VALUE), new Ticking(now));

        // when
        for (var i = 0; i < 30_000; i++) {
            patient.take(ClientIp.parse("10." + (i >> 8) % 256 + "." + i % 256 + ".1"));
            now.updateAndGet(at -> at.plus(Duration.ofMillis(1)));
        }

        // then
        assertThat(patient.networksKnown()).isEqualTo(10_000);
    }

    private boolean passes(String ip) {
        return throttle.take(ClientIp.parse(ip)).isEmpty();
    }

    private long retryAfter(String ip) {
        return throttle.take(ClientIp.parse(ip)).orElseThrow().toSeconds();
    }
}
