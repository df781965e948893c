package dev.latchkey.token.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.VerifierSeen;
import dev.latchkey.token.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration SILENCE = Duration.ofSeconds(65);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestClock clock = new TestClock(NOON);
    private final Heartbeats heartbeats = new Heartbeats(clock, new Sighting.Run("self", "boot"));

    @Test
    void whoHearsNothingDoesNotHearAll() {
        // when
        clock.advance(SILENCE);
        beat("other", "boot", clock.instant());
        beat("self", "earlier", clock.instant());

        // then
        assertThat(heartbeats.hearsAll(SILENCE)).isFalse();
    }

    @Test
    void whoHearsItselfForLongEnoughHearsAll() {
        // given
        hearOwnFor(SILENCE.minus(SECOND));

        // when
        var before = heartbeats.hearsAll(SILENCE);
        hearOwnFor(SECOND);

        // then
        assertThat(before).isFalse();
        assertThat(heartbeats.hearsAll(SILENCE)).isTrue();
    }

    @Test
    void whoIsCutOffFromTheTopicHearsNothingUntilItsOwnComeInTime() {
        // given
        hearOwnFor(SILENCE);

        // when
        clock.advance(Duration.ofSeconds(5));
        var within = heartbeats.hearsAll(SILENCE);
        clock.advance(Duration.ofMillis(1));
        var cutOff = heartbeats.hearsAll(SILENCE);
        beat("self", "boot", clock.instant().minusSeconds(6));
        var backlog = heartbeats.hearsAll(SILENCE);
        beat("self", "boot", clock.instant());

        // then
        assertThat(within).isTrue();
        assertThat(cutOff).isFalse();
        assertThat(backlog).isFalse();
        assertThat(heartbeats.hearsAll(SILENCE)).isTrue();
    }

    @Test
    void eachRunIsHeardByItself() {
        // when
        beat("other", "one", NOON);
        beat("other", "two", NOON);

        // then
        assertThat(heartbeats.heardWithin(SECOND)).hasSize(2);
    }

    private void hearOwnFor(Duration time) {
        for (var second = 0; second < time.toSeconds(); second++) {
            beat("self", "boot", clock.instant());
            clock.advance(SECOND);
        }
        beat("self", "boot", clock.instant());
    }

    private void beat(String id, String boot, Instant sent) {
        heartbeats.take(new VerifierSeen(id, boot, 0, 0, 0, false), sent);
    }
}
