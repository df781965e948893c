package dev.latchkey.token.state;

import dev.latchkey.events.StateTicked;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Whether what this verifier knows is young enough to answer by; when in doubt, it is not.
///
/// Its age is that of the last successful reading of the table or of the last tick that it has caught up with,
/// whichever is younger. It must also be counted among the live verifiers, by its row or by an acknowledged heartbeat:
/// whoever proves a revocation leaves out those that have been silent for longer, so these have to refuse. One that
/// comes back knows nothing of what was proven without it: only what it hears of the time since makes it fresh. And its
/// clock must agree with the feed's.
@Singleton
public final class Freshness {
    /// The smallest offset of this many ticks is what the clocks differ by; the others were late on their way.
    static final int TICKS = 30;

    /// By so much may a verifier's clock differ from that of the feed.
    static final Duration SKEW = Duration.ofSeconds(5);

    /// How long after it is counted a verifier takes no tick: clocks differ, and a tick may leave out what the relay
    /// had kept until then.
    static final Duration SETTLING = SKEW.plus(FeedPosition.STUCK);

    /// Fewer ticks say nothing about a clock: a first one may have been late.
    private static final int ENOUGH = 3;

    private record Heard(long publishedRevision, Instant at, Duration offset) {}

    private final Clock clock;
    private final Duration maxAge;
    private volatile Instant polled = Instant.MIN;
    private volatile Instant counted = Instant.MIN;
    private volatile Instant entered = Instant.MIN;
    private volatile List<Heard> ticks = List.of();
    private volatile Duration skew = Duration.ZERO;
    private volatile boolean left;

    Freshness(Clock clock, FeedConfig config) {
        this.clock = clock;
        this.maxAge = config.maxFeedAge();
    }

    /// The table was read to its end, by a question that was asked at this moment.
    void polled(Instant asked) {
        polled = asked;
    }

    /// Others know that this verifier was there at this moment. Whoever has not been counted for too long enters anew.
    public synchronized void counted(Instant at) {
        var now = clock.instant();
        if (!isYoung(counted, now)) {
            entered = now;
            counted = at;
        } else if (at.isAfter(counted)) {
            counted = at;
        }
    }

    /// This verifier has said that it is gone, and must not answer any more.
    public void leave() {
        left = true;
    }

    /// Ticks arrive one after the other.
    void ticked(StateTicked tick) {
        var now = clock.instant();
        var kept = new ArrayList<>(ticks.subList(Math.max(0, ticks.size() - TICKS + 1), ticks.size()));
        kept.add(new Heard(
                tick.publishedRevision(), tick.at().isBefore(now) ? tick.at() : now, Duration.between(tick.at(), now)));
        ticks = List.copyOf(kept);
        skew = kept.size() < ENOUGH
                ? Duration.ZERO
                : kept.stream()
                        .map(Heard::offset)
                        .min(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
    }

    /// Whether a verifier that has applied everything up to this revision may answer.
    boolean isFresh(long applied) {
        var now = clock.instant();
        return !left
                && !isSkewed()
                && isYoung(counted, now)
                && (isYoung(read(), now) || isYoung(caughtUp(applied), now));
    }

    /// What seems to lie ahead may be of any age: the clock was put back.
    private boolean isYoung(Instant at, Instant now) {
        return !at.isBefore(now.minus(maxAge)) && !at.isAfter(now.plus(SKEW));
    }

    /// When the table was last asked, since this verifier entered.
    private Instant read() {
        var last = polled;
        return last.isBefore(entered) ? Instant.MIN : last;
    }

    /// When the last tick was made whose revisions are all applied, since this verifier entered.
    private Instant caughtUp(long applied) {
        var earliest = entered.plus(SETTLING);
        for (var tick : ticks.reversed()) {
            if (tick.publishedRevision() <= applied && tick.at().isAfter(earliest)) {
                return tick.at();
            }
        }
        return Instant.MIN;
    }

    /// How old the knowledge is; empty before there is any.
    Optional<Duration> age(long applied) {
        var tick = caughtUp(applied);
        var read = read();
        var last = read.isAfter(tick) ? read : tick;
        return last.equals(Instant.MIN) ? Optional.empty() : Optional.of(Duration.between(last, clock.instant()));
    }

    /// By how much this clock is ahead of the feed's.
    Duration skew() {
        return skew;
    }

    boolean isSkewed() {
        return skew.abs().compareTo(SKEW) > 0;
    }
}
