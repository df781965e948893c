package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.token.state.StateFeed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Looks through all root keys at the start and from time to time: each is opened and judged, one that an older
/// key-encryption key has wrapped is wrapped anew, and one whose time is over is deleted.
///
/// Every replica looks; one of them at a time changes something. Nothing is deleted by a replica that may not answer.
@Singleton
public final class KeyUpkeep {
    private static final Logger LOG = Logger.getLogger(KeyUpkeep.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final KeyConfig config;
    private final KeyUpkeepTransaction transaction;
    private final KeyHealth health;
    private final StateFeed feed;
    private final Vertx vertx;
    private volatile boolean stopped;

    KeyUpkeep(KeyConfig config, KeyUpkeepTransaction transaction, KeyHealth health, StateFeed feed, Vertx vertx) {
        this.config = config;
        this.transaction = transaction;
        this.health = health;
        this.feed = feed;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent started) {
        onContextOfItsOwn();
    }

    void onStop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /// A database session belongs to one context, so each round gets one.
    private void onContextOfItsOwn() {
        if (stopped) {
            return;
        }
        var context = Objects.requireNonNull(
                VertxContext.createNewDuplicatedContext(vertx.getDelegate().getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(nothing -> run().subscribe().with(done -> again(config.upkeepEvery()), failure -> {
            LOG.warnf("root keys not looked through: %s", failure.toString());
            again(AFTER_FAILURE);
        }));
    }

    private void again(Duration pause) {
        vertx.setTimer(pause.toMillis(), timer -> onContextOfItsOwn());
    }

    /// One round through all of them.
    Uni<Void> run() {
        return look(Optional.empty(), List.of())
                .invoke(health::looked)
                .chain(() -> feed.isFresh()
                        ? transaction.deleteDue()
                        : Uni.createFrom().item(List.<KeyId>of()))
                .invoke(deleted -> deleted.forEach(keyId -> LOG.infof("root key %s was deleted", keyId)))
                .replaceWithVoid();
    }

    private Uni<List<String>> look(Optional<RootKeyEntity.Id> after, List<String> before) {
        return transaction.look(after).chain(page -> {
            if (page.rewrapped() > 0) {
                LOG.infof("%d root keys were wrapped anew", page.rewrapped());
            }
            var found = new ArrayList<>(before);
            found.addAll(page.objections());
            return page.last().isEmpty() ? Uni.createFrom().item(found) : look(page.last(), found);
        });
    }
}
