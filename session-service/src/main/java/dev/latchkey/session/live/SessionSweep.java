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
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
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
    private static final String CANDIDATES = "select " + SessionRows.COLUMNS
            + " from session s join person p on p.id = s.person_id where s.ended_at is null"
            + " and (p.state <> 'active' or s.last_seen_at < $1 or s.started_at < $2 or s.keep) limit 1000";
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
        return over(now)
                .chain(ends -> Multi.createFrom()
                        .iterable(ends)
                        .onItem()
                        .transformToUniAndConcatenate(end -> end(end, now))
                        .collect()
                        .last())
                .chain(() -> forget(now))
                .chain(throttle::sweep);
    }

    private record Over(PersonId person, SessionId session, Cause cause) {}

    private Uni<List<Over>> over(Instant now) {
        var idle = now.minus(config.powerfulIdle()).atOffset(ZoneOffset.UTC);
        var old = now.minus(config.powerfulLife()).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(CANDIDATES).execute(Tuple.of(idle, old)).map(rows -> {
            var found = new ArrayList<Over>();
            for (var row : rows) {
                var cause = row.getString("state").equals("active")
                        ? limits.over(SessionRows.facts(row), now)
                        : Optional.of(Cause.DISABLED);
                cause.ifPresent(why -> found.add(new Over(SessionRows.person(row), SessionRows.id(row), why)));
            }
            return found;
        });
    }

    private Uni<List<SessionId>> end(Over over, Instant now) {
        var actor = new Actor(
                ActorKind.POLICY, "session-limits", null, null, over.person().publicId());
        return transaction.end(over.person(), over.session(), over.cause(), new Act(actor, Origin.NONE, now));
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
