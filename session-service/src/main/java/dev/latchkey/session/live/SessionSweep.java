package dev.latchkey.session.live;

import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.session.throttle.Throttle;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Ends for everybody to see what is over by the clock, and forgets devices that have been logged out for long. Two
/// replicas that do it at once end each session once.
@Singleton
public final class SessionSweep {
    private static final Logger LOG = Logger.getLogger(SessionSweep.class);
    private static final Duration SHOWN = Duration.ofDays(28);
    private static final int PAGE = 500;
    private static final String CANDIDATES = SessionRows.SELECT + " where s.ended_at is null and s.id > $3"
            + " and (p.state <> 'active' or s.last_seen_at < $1 or s.started_at < $2 or s.keep"
            + " or r.org_life is not null or r.org_idle is not null) order by s.id limit $4";
    private static final String DEVICES = "delete from device d where d.last_seen < $1 and not exists"
            + " (select from session s where s.device_id = d.id and s.person_id = d.person_id and s.ended_at is null)";
    private static final String SESSIONS = "delete from session where ended_at < $1";
    private static final String ENDINGS = "delete from session_ending where since < $1";
    private static final String SEALS = "delete from used_seal where until < $1";

    private final Pool pool;
    private final Vertx vertx;
    private final SessionTransaction transaction;
    private final Limits limits;
    private final SessionLimits config;
    private final Throttle throttle;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();

    SessionSweep(
            Pool pool,
            Vertx vertx,
            SessionTransaction transaction,
            Limits limits,
            SessionLimits config,
            Throttle throttle,
            Clock clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.transaction = transaction;
        this.limits = limits;
        this.config = config;
        this.throttle = throttle;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent started) {
        vertx.setPeriodic(config.sweepEvery().toMillis(), timer -> sweepOnce());
    }

    private void sweepOnce() {
        if (running.compareAndSet(false, true)) {
            var context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> sweep().onTermination()
                    .invoke(() -> running.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("sessions were not swept: %s", failure.toString())));
        }
    }

    /// Looks once through what may be over.
    public Uni<Void> sweep() {
        var now = clock.instant();
        return page("", now).chain(() -> forget(now)).chain(throttle::sweep);
    }

    private Uni<Void> page(String after, Instant now) {
        return candidates(after, now)
                .chain(found -> found.size() < PAGE
                        ? end(found, now)
                        : end(found, now)
                                .chain(() -> page(found.getLast().session().publicId(), now)));
    }

    /// @param cause empty for one that still lasts
    private record Candidate(PersonId person, SessionId session, Optional<Cause> cause) {}

    private Uni<List<Candidate>> candidates(String after, Instant now) {
        var idle = now.minus(config.powerfulIdle()).atOffset(ZoneOffset.UTC);
        var old = now.minus(config.powerfulLife()).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(CANDIDATES)
                .execute(Tuple.of(idle, old, after, PAGE))
                .map(rows -> {
                    var found = new ArrayList<Candidate>();
                    rows.forEach(row ->
                            found.add(new Candidate(SessionRows.person(row), SessionRows.id(row), cause(row, now))));
                    return found;
                });
    }

    private Optional<Cause> cause(Row row, Instant now) {
        return row.getString("state").equals("active")
                ? limits.over(SessionRows.facts(row), now)
                : Optional.of(Cause.DISABLED);
    }

    private Uni<Void> end(List<Candidate> candidates, Instant now) {
        var ended = Uni.createFrom().voidItem();
        for (var candidate : candidates) {
            if (candidate.cause().isPresent()) {
                ended = ended.chain(() -> end(candidate, candidate.cause().get(), now))
                        .replaceWithVoid();
            }
        }
        return ended;
    }

    private Uni<List<SessionId>> end(Candidate over, Cause cause, Instant now) {
        var actor = new Actor(
                ActorKind.POLICY, "session-limits", null, null, over.person().publicId());
        return transaction.end(over.person(), over.session(), cause, new Act(actor, Origin.NONE, now));
    }

    private Uni<Void> forget(Instant now) {
        var shown = Tuple.of(now.minus(SHOWN).atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(DEVICES)
                .execute(shown)
                .chain(() -> pool.preparedQuery(SESSIONS).execute(shown))
                .chain(() -> pool.preparedQuery(ENDINGS).execute(shown))
                .chain(() -> pool.preparedQuery(SEALS).execute(Tuple.of(now.atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }
}
