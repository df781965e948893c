package dev.latchkey.token.leak;

import dev.latchkey.token.state.StateFeed;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Works reports through, one token at a time, as soon as one is there; a poll finds those that a crash left
/// behind.
@Singleton
public final class LeakWorker {
    private static final Logger LOG = Logger.getLogger(LeakWorker.class);
    private static final long POLL_MILLIS = 1_000;

    private final LeakReports reports;
    private final LeakTransaction transaction;
    private final StateFeed feed;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();

    LeakWorker(LeakReports reports, LeakTransaction transaction, StateFeed feed, Vertx vertx) {
        this.reports = reports;
        this.transaction = transaction;
        this.feed = feed;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent started) {
        vertx.setPeriodic(POLL_MILLIS, timer -> wake());
    }

    /// Looks for reports without waiting for the next poll.
    void wake() {
        if (running.compareAndSet(false, true)) {
            var context = Objects.requireNonNull(
                    VertxContext.createNewDuplicatedContext(vertx.getDelegate().getOrCreateContext()));
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> run());
        }
    }

    private void run() {
        all().subscribe().with(done -> running.set(false), failure -> {
            LOG.warnf("leak reports wait: %s", failure.toString());
            running.set(false);
        });
    }

    private Uni<Void> all() {
        return reports.due()
                .chain(id -> id.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : one(id.get())
                                .chain(more -> more ? all() : Uni.createFrom().voidItem()));
    }

    /// One token of a report; answers whether to go on.
    private Uni<Boolean> one(long id) {
        return transaction
                .next(id)
                .invoke(step -> step.changes().forEach(feed::apply))
                .map(LeakTransaction.Step::done)
                .onFailure()
                .call(failure -> {
                    LOG.warnf("leak report %d waits: %s", id, failure.toString());
                    return reports.postpone(id);
                })
                .onFailure()
                .recoverWithItem(true);
    }
}
