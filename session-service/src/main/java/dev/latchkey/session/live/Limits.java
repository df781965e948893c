package dev.latchkey.session.live;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a session is over by the clock, by the role its person has now.
@Singleton
final class Limits {
    private final SessionLimits config;

    Limits(SessionLimits config) {
        this.config = config;
    }

    /// Why it is over; empty while it lasts.
    Optional<Cause> over(Facts facts, Instant now) {
        if (facts.kept() && (facts.powerful() || facts.keepForbidden())) {
            return Optional.of(Cause.NOT_KEPT);
        }
        if (!now.isBefore(endsAt(facts))) {
            return Optional.of(Cause.EXPIRED);
        }
        return now.isBefore(idleAt(facts)) ? Optional.empty() : Optional.of(Cause.IDLE);
    }

    /// When it ends at the latest.
    Instant endsAt(Facts facts) {
        return facts.startedAt().plus(shorter(life(facts), facts.orgLife()));
    }

    /// When it ends if nobody uses it any more.
    Instant idleAt(Facts facts) {
        return facts.lastSeenAt().plus(shorter(idle(facts), facts.orgIdle()));
    }

    /// An org can only shorten.
    private static Duration shorter(Duration ours, Optional<Duration> orgs) {
        return orgs.filter(theirs -> theirs.compareTo(ours) < 0).orElse(ours);
    }

    private Duration life(Facts facts) {
        if (facts.powerful()) {
            return config.powerfulLife();
        }
        return facts.kept() ? config.keptLife() : config.life();
    }

    private Duration idle(Facts facts) {
        if (facts.powerful()) {
            return config.powerfulIdle();
        }
        return facts.kept() ? config.keptIdle() : config.idle();
    }
}
