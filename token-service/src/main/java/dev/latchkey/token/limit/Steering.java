package dev.latchkey.token.limit;

import dev.latchkey.access.Access;
import dev.latchkey.access.AppId;
import dev.latchkey.access.Effective;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.Steered;
import dev.latchkey.access.Steered.RateLimited;
import dev.latchkey.events.State;
import dev.latchkey.events.StateKey;
import dev.latchkey.token.state.StateFeed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The last step of a decision: the app's dial, then the limits of token, app and org. Only what the caveats allowed
/// gets
/// here, so a forged or narrowed-away call uses up nobody's limit.
@Singleton
public final class Steering {
    private static final String NO_REASON = "no reason was given";

    private final StateFeed feed;
    private final Limiter limiter;
    private final LimitConfig config;
    private final Map<RateLimited.Limit, Counter> hits = new EnumMap<>(RateLimited.Limit.class);
    private final Clock clock;

    Steering(StateFeed feed, Limiter limiter, LimitConfig config, MeterRegistry metrics, Clock clock) {
        this.feed = feed;
        this.limiter = limiter;
        this.config = config;
        for (var limit : RateLimited.Limit.values()) {
            hits.put(limit, metrics.counter("latchkey.limit.hits", "limit", limit.slug()));
        }
        this.clock = clock;
    }

    /// What stands against this use; empty when it may go on.
    public Optional<Steered> refusal(Effective effective, Access needed) {
        return dial(effective, needed).or(() -> pace(effective));
    }

    private Optional<Steered> dial(Effective effective, Access needed) {
        var dials = dials(effective).toList();
        var suspended = at(dials, State.Dial.SUSPENDED).<Steered>map(why -> new Steered.AppSuspended(why));
        return suspended.or(() -> needed == Access.WRITE
                ? at(dials, State.Dial.READ_ONLY).map(why -> new Steered.AppReadOnly(why))
                : Optional.empty());
    }

    private static Optional<String> at(List<State.OfApp> dials, State.Dial dial) {
        return dials.stream()
                .filter(app -> app.dial() == dial)
                .map(app -> Optional.ofNullable(app.reason()).orElse(NO_REASON))
                .findFirst();
    }

    /// The app's own dial and the one its org has set; one whose time is over is back at normal.
    private Stream<State.OfApp> dials(Effective effective) {
        return effective.app().stream()
                .flatMap(app -> Stream.of(StateKey.app(app.publicId()), keyIn(app, effective.org())))
                .flatMap(key -> feed.find(key, State.OfApp.class).stream())
                .filter(this::stillHolds);
    }

    private static String keyIn(AppId app, OrgHandle org) {
        return StateKey.app(app.publicId(), org.value());
    }

    private boolean stillHolds(State.OfApp app) {
        var until = app.until();
        return until == null || clock.instant().isBefore(until);
    }

    private Optional<Steered> pace(Effective effective) {
        var policy = feed.find(StateKey.org(effective.org().value()), State.OfOrg.class);
        return pace(LimitKey.token(effective.tokenId()), perToken(policy))
                .or(() -> effective.app().flatMap(app -> paceApp(app, effective.org())))
                .or(() -> pace(LimitKey.org(effective.org()), perOrg(policy)));
    }

    private Optional<Double> perToken(Optional<State.OfOrg> policy) {
        return policy.flatMap(org -> Optional.ofNullable(org.callsPerSecondPerToken()))
                .or(() -> config.perToken().stream().boxed().findFirst());
    }

    private Optional<Double> perOrg(Optional<State.OfOrg> policy) {
        return policy.flatMap(org -> Optional.ofNullable(org.callsPerSecond()))
                .or(() -> config.perOrg().stream().boxed().findFirst());
    }

    private Optional<Steered> paceApp(AppId app, OrgHandle org) {
        return pace(LimitKey.app(app), perSecond(StateKey.app(app.publicId())))
                .or(() -> pace(LimitKey.app(app, org), perSecond(keyIn(app, org))));
    }

    /// A rate that slows an app down goes when its time is over; one that is simply the app's limit stays.
    private Optional<Double> perSecond(String key) {
        return feed.find(key, State.OfApp.class)
                .filter(app -> app.dial() != State.Dial.SLOWED || stillHolds(app))
                .flatMap(app -> Optional.ofNullable(app.callsPerSecond()));
    }

    private Optional<Steered> pace(LimitKey key, Optional<Double> perSecond) {
        return perSecond
                .map(limit -> limiter.take(key, limit))
                .filter(Duration::isPositive)
                .map(wait -> {
                    Objects.requireNonNull(hits.get(key.limit())).increment();
                    return new RateLimited(key.limit(), wait);
                });
    }
}
