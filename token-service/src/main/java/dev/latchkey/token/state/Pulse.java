package dev.latchkey.token.state;

import dev.latchkey.events.StateTicked;
import dev.latchkey.kit.kafka.EventRecord;
import dev.latchkey.kit.kafka.RecordPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Ticks once a second, from one replica at a time, for as long as the broker is there: a verifier that can not read
/// the table knows by it that it has missed nothing.
///
/// A database that refuses connections is down, and nothing can commit: the replica that ticked last goes on ticking,
/// until it hears of a later reading. One that merely does not answer may well answer others.
@Singleton
public final class Pulse {
    private static final Logger LOG = Logger.getLogger(Pulse.class);
    private static final String SOURCE = "/token-service/pulse";
    private static final long EVERY_MILLIS = 1_000;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final Turns turns;
    private final LastReading last;
    private final RecordPublisher publisher;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile long timer;

    Pulse(Turns turns, LastReading last, RecordPublisher publisher, Vertx vertx, Clock clock) {
        this.turns = turns;
        this.last = last;
        this.publisher = publisher;
        this.vertx = vertx;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(EVERY_MILLIS, fired -> beat());
    }

    void onStop(@Observes ShutdownEvent stopping) {
        vertx.cancelTimer(timer);
    }

    private void beat() {
        if (beating.compareAndSet(false, true)) {
            next().chain(this::send)
                    .onTermination()
                    .invoke(() -> beating.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.debugf("no tick: %s", failure));
        }
    }

    private Uni<Optional<StateTicked>> next() {
        return turns.tick()
                .ifNoItem()
                .after(ANSWER_LIMIT)
                .fail()
                .map(position -> {
                    last.read(position, System.nanoTime());
                    return position.flatMap(FeedPosition::tick);
                })
                .onFailure(Pulse::isDown)
                .recoverWithItem(() -> last.tick(System.nanoTime()));
    }

    private Uni<Void> send(Optional<StateTicked> tick) {
        return tick.map(due -> publisher.publish(List.of(EventRecord.of(due, SOURCE, clock.instant()))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /// Refused connections, and SQLSTATE 57P: shutting down, crashed, starting.
    static boolean isDown(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConnectException) {
                return true;
            }
            if (at instanceof PgException refused
                    && String.valueOf(refused.getSqlState()).startsWith("57P")) {
                return true;
            }
        }
        return false;
    }
}
