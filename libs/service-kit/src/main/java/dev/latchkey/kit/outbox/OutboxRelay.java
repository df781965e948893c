package dev.latchkey.kit.outbox;

import dev.latchkey.kit.kafka.RecordPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Publishes the outbox: number the rows and commit, send them in order, delete them once acknowledged.
///
/// One relay claims each shard by an advisory lock, so two replicas never swap two events of one key. A crash between
/// the steps repeats a number and never skips or reuses one: consumers drop what they have seen. A broker that is away
/// leaves the rows where they are. A poll is the only wake-up that counts; `NOTIFY` is not used because it serialises
/// commits.
@Singleton
public final class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration SOON = Duration.ofMillis(3);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final OutboxConfig config;
    private final RecordPublisher publisher;
    private final Pool pool;
    private final Vertx vertx;
    private final String service;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean wakeScheduled = new AtomicBoolean();
    private final Set<Integer> claimed = new TreeSet<>();
    private volatile boolean stopped = true;
    private volatile long restUntil = System.nanoTime();
    private volatile long timer;
    private @Nullable SqlConnection connection;

    public OutboxRelay(
            OutboxConfig config,
            RecordPublisher publisher,
            Pool pool,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.config = config;
        this.publisher = publisher;
        this.pool = pool;
        this.vertx = vertx;
        this.service = service;
    }

    void onStart(@Observes StartupEvent started) {
        if (config.enabled()) {
            start();
        }
    }

    void onStop(@Observes ShutdownEvent stopping) {
        stop();
    }

    /// Publishes what waits, from now on.
    public void start() {
        stopped = false;
        timer = vertx.setPeriodic(config.poll().toMillis(), fired -> run());
    }

    /// Begins nothing more, waits within a bound for what has begun, and leaves the shards to another relay.
    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        var deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        while (running.get() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (running.compareAndSet(false, true)) {
            letGo();
            running.set(false);
        }
    }

    /// Publishes without waiting for the next poll. A transaction that commits later than a moment from now is left to
    /// the poll.
    void wakeSoon() {
        if (!stopped && wakeScheduled.compareAndSet(false, true)) {
            vertx.setTimer(SOON.toMillis(), timer -> {
                wakeScheduled.set(false);
                run();
            });
        }
    }

    private void run() {
        if (stopped || System.nanoTime() - restUntil < 0 || !running.compareAndSet(false, true)) {
            return;
        }
        cycle().subscribe()
                .with(
                        more -> {
                            running.set(false);
                            if (more) {
                                run();
                            }
                        },
                        failure -> {
                            rest(failure);
                            running.set(false);
                        });
    }

    private void rest(Throwable failure) {
        restUntil = System.nanoTime() + AFTER_FAILURE.toNanos();
        LOG.warnf("outbox not published, rows wait: %s", failure.toString());
        if (!(failure instanceof org.apache.kafka.common.KafkaException)) {
            letGo();
        }
    }

    /// Gives the connection back without its claims: the pool would keep them, and nobody else could claim.
    private void letGo() {
        var held = connection;
        connection = null;
        claimed.clear();
        if (held != null) {
            OutboxStore.release(held)
                    .eventually(held::close)
                    .subscribe()
                    .with(closed -> {}, ignored -> LOG.debug("connection already gone"));
        }
    }

    /// One round; answers whether there may be more to do at once.
    private Uni<Boolean> cycle() {
        return connected()
                .chain(held -> OutboxStore.isEmpty(held)
                        .chain(empty -> empty ? Uni.createFrom().item(false) : publish(held)));
    }

    private Uni<SqlConnection> connected() {
        if (connection != null) {
            return Uni.createFrom().item(connection);
        }
        return pool.getConnection().invoke(opened -> connection = opened);
    }

    private Uni<Boolean> publish(SqlConnection held) {
        return claim(held)
                .chain(() -> OutboxStore.number(held, Set.copyOf(claimed), config.batch(), service))
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(false)
                        : publisher
                                .publish(rows.stream().map(OutboxRow::toRecord).toList())
                                .chain(() -> OutboxStore.delete(held, rows))
                                .replaceWith(rows.size() >= config.batch()));
    }

    private Uni<Void> claim(SqlConnection held) {
        List<Integer> missing = new ArrayList<>();
        for (var shard = 0; shard < config.shards(); shard++) {
            if (!claimed.contains(shard)) {
                missing.add(shard);
            }
        }
        return missing.isEmpty()
                ? Uni.createFrom().voidItem()
                : OutboxStore.claim(held, missing).invoke(claimed::addAll).replaceWithVoid();
    }
}
