package dev.latchkey.token.limit;

import dev.latchkey.token.presence.LiveVerifiers;
import dev.latchkey.token.usage.UsageRecorder;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Tells the other verifiers once a second what demand this one meets, and takes its share of each limit from theirs.
///
/// Without the database the last shares stay for some seconds and then go down to the least: limits may be too strict
/// then, or a little too loose, never absent.
@Singleton
final class DemandExchange {
    private static final Logger LOG = Logger.getLogger(DemandExchange.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final Limiter limiter;
    private final DemandStore store;
    private final LiveVerifiers verifiers;
    private final UsageRecorder usage;
    private final Vertx vertx;
    private final String verifier;
    private final AtomicBoolean exchanging = new AtomicBoolean();

    DemandExchange(
            Limiter limiter,
            DemandStore store,
            LiveVerifiers verifiers,
            UsageRecorder usage,
            Vertx vertx,
            @ConfigProperty(name = "latchkey.verifier.id") String verifier) {
        this.limiter = limiter;
        this.store = store;
        this.verifiers = verifiers;
        this.usage = usage;
        this.vertx = vertx;
        this.verifier = verifier;
    }

    void onStart(@Observes StartupEvent started) {
        exchange();
        vertx.setPeriodic(EVERY_MILLIS, timer -> exchange());
    }

    private void exchange() {
        if (exchanging.compareAndSet(false, true)) {
            exchanged()
                    .onTermination()
                    .invoke(() -> exchanging.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("limits are not shared: %s", failure.toString()));
        }
    }

    Uni<Void> exchanged() {
        var own = DemandStore.busiest(limiter.demand());
        return store.tell(verifier, own)
                .chain(() -> verifiers.withRows(verifier, usage.boot()))
                .chain(live -> store.read(live, own))
                .ifNoItem()
                .after(ANSWER_LIMIT)
                .fail()
                .invoke(limiter::share)
                .replaceWithVoid();
    }
}
