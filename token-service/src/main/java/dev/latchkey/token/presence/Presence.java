package dev.latchkey.token.presence;

import dev.latchkey.events.VerifierSeen;
import dev.latchkey.kit.kafka.EventRecord;
import dev.latchkey.kit.kafka.RecordPublisher;
import dev.latchkey.token.state.FeedReader;
import dev.latchkey.token.state.Freshness;
import dev.latchkey.token.state.StateFeed;
import dev.latchkey.token.usage.UsageRecorder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Makes this verifier count from before its first answer to after its last: its row, written each second and whenever
/// it has applied something, and its heartbeat on the topic.
@Singleton
public final class Presence {
    private static final Logger LOG = Logger.getLogger(Presence.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(5);

    /// After the last flush of uses, which its last heartbeat tells of.
    private static final int LAST = 3_000;

    private final VerifierStore store;
    private final StateFeed feed;
    private final Freshness freshness;
    private final FeedReader reader;
    private final UsageRecorder usage;
    private final RecordPublisher publisher;
    private final Vertx vertx;
    private final Clock clock;
    private final String id;
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile boolean due;
    private volatile boolean left;

    Presence(
            VerifierStore store,
            StateFeed feed,
            Freshness freshness,
            FeedReader reader,
            UsageRecorder usage,
            RecordPublisher publisher,
            Vertx vertx,
            Clock clock,
            @ConfigProperty(name = "latchkey.verifier.id") String id) {
        this.store = store;
        this.feed = feed;
        this.freshness = freshness;
        this.reader = reader;
        this.usage = usage;
        this.publisher = publisher;
        this.vertx = vertx;
        this.clock = clock;
        this.id = id;
    }

    void onStart(@Observes StartupEvent started) {
        join();
    }

    /// The row comes first and the snapshot second: whatever commits in between waits for this verifier.
    private void join() {
        var begun = clock.instant();
        written()
                .subscribe()
                .with(
                        joined -> {
                            freshness.counted(begun);
                            feed.whenApplied(this::write);
                            reader.begin();
                            vertx.setPeriodic(EVERY_MILLIS, timer -> {
                                write();
                                beat();
                            });
                        },
                        failure -> {
                            LOG.warnf("verifier not entered: %s", failure.toString());
                            vertx.setTimer(EVERY_MILLIS, timer -> join());
                        });
    }

    private Uni<Void> written() {
        return store.write(id, usage.boot(), feed.applied())
                .ifNoItem()
                .after(ANSWER_LIMIT)
                .fail();
    }

    /// Writes the row, or has it written once more when that is under way: however much is applied, at most two writes
    /// follow.
    private void write() {
        due = true;
        if (!left && writing.compareAndSet(false, true)) {
            due = false;
            var begun = clock.instant();
            written()
                    .onTermination()
                    .invoke(() -> writing.set(false))
                    .subscribe()
                    .with(
                            done -> {
                                freshness.counted(begun);
                                if (due) {
                                    write();
                                }
                            },
                            failure -> LOG.debugf("verifier row not written: %s", failure));
        }
    }

    private void beat() {
        if (!left && beating.compareAndSet(false, true)) {
            var begun = clock.instant();
            beaten(false)
                    .onTermination()
                    .invoke(() -> beating.set(false))
                    .subscribe()
                    .with(
                            done -> freshness.counted(begun),
                            failure -> LOG.debugf("heartbeat not acknowledged: %s", failure));
        }
    }

    private Uni<Void> beaten(boolean last) {
        var told = usage.told();
        var beat = new VerifierSeen(id, usage.boot(), told.flush(), told.dropped(), feed.applied(), last);
        return publisher.publish(List.of(EventRecord.of(beat, "/token-service/" + id, clock.instant())));
    }

    /// Answers nothing from here on, and says so. Uses that could not be told are a crash's: then there is no last
    /// heartbeat.
    void onStop(@Observes @Priority(LAST) ShutdownEvent stopping) {
        left = true;
        freshness.leave();
        var deadline = System.nanoTime() + LEAVE_WITHIN.toNanos();
        while (writing.get() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        store.leave(id, usage.boot())
                .onFailure()
                .recoverWithNull()
                .chain(() -> usage.told().isAll()
                        ? beaten(true).onFailure().recoverWithNull()
                        : Uni.createFrom().voidItem())
                .ifNoItem()
                .after(LEAVE_WITHIN)
                .recoverWithUni(Uni.createFrom().voidItem())
                .await()
                .indefinitely();
    }
}
