package dev.latchkey.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DeathsTest {
    private Instant now = Instant.parse("2026-10-01T12:00:00Z");
    private final Deaths deaths = new Deaths(new Hands());

    @Test
    void theFourthDeathOfOneIsOneTooMany() {
        for (var i = 0; i < 3; i++) {
            assertThat(deaths.isOneTooMany("audit-service")).isFalse();
        }
        assertThat(deaths.isOneTooMany("audit-service")).isTrue();
    }

    @Test
    void theDeathsOfOthersDoNotCount() {
        // given
        for (var i = 0; i < 3; i++) {
            deaths.isOneTooMany("audit-service");
        }

        // then
        assertThat(deaths.isOneTooMany("token-service")).isFalse();
        assertThat(deaths.isOneTooMany("token-service-2")).isFalse();
    }

    @Test
    void deathsOfLongAgoDoNotCount() {
        // given
        for (var i = 0; i < 3; i++) {
            deaths.isOneTooMany("audit-service");
        }

        // when
        now = now.plus(Duration.ofMinutes(5)).plusMillis(1);

        // then
        assertThat(deaths.isOneTooMany("audit-service")).isFalse();
    }

    private final class Hands extends Clock {
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
            return now;
        }
    }
}
