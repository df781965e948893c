package dev.latchkey.token.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.StateTicked;
import dev.latchkey.token.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestClock clock = new TestClock(NOON);
    private final Freshness freshness = new Freshness(clock, () -> MINUTE);

    @Test
    void beforeAnythingIsReadNothingIsFresh() {
        // when
        freshness.counted(NOON);

        // then
        assertThat(freshness.isFresh(0)).isFalse();
        assertThat(freshness.age(0)).isEmpty();
    }

    @Test
    void theTableAloneKeepsItFresh() {
        // given
        freshness.counted(NOON);
        freshness.polled(NOON);

        // when
        clock.advance(MINUTE);

        // then
        assertThat(freshness.isFresh(7)).isTrue();
        assertThat(freshness.age(7)).contains(MINUTE);

        // when
        clock.advance(Duration.ofMillis(1));

        // then
        assertThat(freshness.isFresh(7)).isFalse();
    }

    @Test
    void aTickKeepsWhoHasAppliedIt() {
        // given: the table was read a minute ago
        settled();
        freshness.polled(clock.instant());
        passCounted(MINUTE.plus(SECOND));

        // when
        freshness.ticked(new StateTicked(7, clock.instant()));

        // then
        assertThat(freshness.isFresh(7)).isTrue();
        assertThat(freshness.isFresh(6)).isFalse();
        assertThat(freshness.age(7)).contains(Duration.ZERO);
        assertThat(freshness.age(6)).contains(MINUTE.plus(SECOND));
    }

    @Test
    void anEarlierTickCountsWhileALaterOneIsNotCaughtUpWith() {
        // given
        settled();
        freshness.ticked(new StateTicked(7, clock.instant()));
        clock.advance(SECOND);
        freshness.ticked(new StateTicked(8, clock.instant()));

        // when
        passCounted(MINUTE.minus(SECOND));

        // then
        assertThat(freshness.isFresh(7)).isTrue();

        // when
        passCounted(SECOND);

        // then
        assertThat(freshness.isFresh(7)).isFalse();
        assertThat(freshness.isFresh(8)).isTrue();
    }

    @Test
    void aTickThatComesLateIsAsOldAsItIs() {
        // given
        settled();
        passCounted(MINUTE.plus(SECOND));

        // when
        freshness.ticked(new StateTicked(7, clock.instant().minus(MINUTE)));
        var young = freshness.isFresh(7);
        clock.advance(Duration.ofMillis(1));

        // then
        assertThat(young).isTrue();
        assertThat(freshness.isFresh(7)).isFalse();
    }

    @Test
    void aTickOfTheFutureIsNoYoungerThanNow() {
        // given
        settled();
        freshness.ticked(new StateTicked(7, clock.instant().plus(Duration.ofSeconds(4))));

        // when
        passCounted(MINUTE);
        var young = freshness.isFresh(7);
        passCounted(SECOND);

        // then
        assertThat(young).isTrue();
        assertThat(freshness.isFresh(7)).isFalse();
    }

    @Test
    void whoIsNotCountedRefuses() {
        // given
        freshness.counted(NOON);

        // when
        clock.advance(MINUTE);
        freshness.polled(clock.instant());

        // then
        assertThat(freshness.isFresh(7)).isTrue();

        // when
        clock.advance(Duration.ofMillis(1));
        freshness.polled(clock.instant());

        // then
        assertThat(freshness.isFresh(7)).isFalse();
    }

    /// A revocation may have been proven without it, after what it last read and before it was back.
    @Test
    void whoComesBackNeedsAReadingThatWasAskedForSince() {
        // given: cut off for longer than a prover waits, with a reading under way
        freshness.counted(NOON);
        freshness.polled(NOON);
        clock.advance(MINUTE.plus(Duration.ofSeconds(6)));
        var askedBefore = clock.instant().minusMillis(1);
        freshness.polled(askedBefore);

        // when
        freshness.counted(clock.instant());

        // then
        assertThat(freshness.isFresh(7)).isFalse();
        assertThat(freshness.age(7)).isEmpty();

        // when
        freshness.polled(askedBefore);

        // then
        assertThat(freshness.isFresh(7)).isFalse();

        // when
        freshness.polled(clock.instant());

        // then
        assertThat(freshness.isFresh(7)).isTrue();
    }

    /// It is 40 s old, of before the revocation, and was waiting on the topic.
    @Test
    void whoComesBackIsNotFreshByATickOfBefore() {
        // given
        freshness.counted(NOON);
        clock.advance(MINUTE.plus(Duration.ofSeconds(6)));

        // when
        freshness.counted(clock.instant());
        freshness.ticked(new StateTicked(7, clock.instant().minusSeconds(40)));
        var byBacklog = freshness.isFresh(7);
        var entered = clock.instant();
        passCounted(Freshness.SETTLING);
        freshness.ticked(new StateTicked(7, entered.plus(Freshness.SETTLING)));
        var byWhatTheRelayMayHaveKept = freshness.isFresh(7);
        clock.advance(Duration.ofMillis(1));
        freshness.ticked(new StateTicked(7, clock.instant()));

        // then
        assertThat(byBacklog).isFalse();
        assertThat(byWhatTheRelayMayHaveKept).isFalse();
        assertThat(freshness.isFresh(7)).isTrue();
    }

    @Test
    void whoWasCountedAllTheTimeDoesNotEnterAnew() {
        // given
        settled();
        freshness.polled(clock.instant());
        var polled = clock.instant();

        // when: an acknowledgement that took its time comes last
        clock.advance(SECOND);
        freshness.counted(clock.instant());
        freshness.counted(polled);
        clock.advance(MINUTE.minus(SECOND));

        // then
        assertThat(freshness.isFresh(7)).isTrue();
        assertThat(freshness.age(7)).contains(MINUTE);
    }

    @Test
    void aClockThatWasPutBackKeepsNobodyFresh() {
        // given
        freshness.counted(NOON);
        freshness.polled(NOON);

        // when
        clock.advance(Freshness.SKEW.negated());

        // then
        assertThat(freshness.isFresh(7)).isTrue();

        // when
        clock.advance(Duration.ofMillis(-1));

        // then
        assertThat(freshness.isFresh(7)).isFalse();

        // when
        freshness.counted(clock.instant());
        var beforeAReading = freshness.isFresh(7);
        freshness.polled(clock.instant());

        // then
        assertThat(beforeAReading).isFalse();
        assertThat(freshness.isFresh(7)).isTrue();
    }

    /// Counted for so long that ticks count, too.
    private void settled() {
        freshness.counted(clock.instant());
        passCounted(Freshness.SETTLING.plus(SECOND));
    }

    /// Time passes, in which it is counted.
    private void passCounted(Duration time) {
        clock.advance(time.dividedBy(2));
        freshness.counted(clock.instant());
        clock.advance(time.minus(time.dividedBy(2)));
        freshness.counted(clock.instant());
    }

    @Test
    void whoHasLeftRefuses() {
        // given
        freshness.counted(NOON);
        freshness.polled(NOON);

        // when
        freshness.leave();

        // then
        assertThat(freshness.isFresh(7)).isFalse();
    }

    @Test
    void aClockThatDiffersByMoreThanFiveSecondsRefuses() {
        for (var ahead : new int[] {5_001, -5_001}) {
            // given
            var skewed = new Freshness(clock, () -> MINUTE);
            skewed.counted(NOON);
            skewed.polled(NOON);

            // when
            tick(skewed, ahead, 3);

            // then
            assertThat(skewed.isSkewed()).isTrue();
            assertThat(skewed.skew()).isEqualTo(Duration.ofMillis(ahead));
            assertThat(skewed.isFresh(7)).isFalse();
        }
    }

    @Test
    void aClockThatDiffersByFiveSecondsIsGoodEnough() {
        for (var ahead : new int[] {5_000, -5_000}) {
            // given
            var close = new Freshness(clock, () -> MINUTE);
            close.counted(NOON);
            close.polled(NOON);

            // when
            tick(close, ahead, 3);

            // then
            assertThat(close.isSkewed()).isFalse();
            assertThat(close.isFresh(7)).isTrue();
        }
    }

    @Test
    void ticksThatWereLateSayNothingAboutTheClock() {
        // given: one that came in time, and twenty-nine that were late on their way
        freshness.counted(NOON);
        freshness.polled(NOON);
        tick(freshness, 10, 1);
        tick(freshness, 9_000, Freshness.TICKS - 1);

        // when
        var inTime = freshness.isSkewed();
        tick(freshness, 9_000, 1);

        // then: none of the last thirty came in time
        assertThat(inTime).isFalse();
        assertThat(freshness.isSkewed()).isTrue();
    }

    private void tick(Freshness at, int millisLate, int times) {
        for (var i = 0; i < times; i++) {
            at.ticked(new StateTicked(7, clock.instant().minusMillis(millisLate)));
        }
    }
}
