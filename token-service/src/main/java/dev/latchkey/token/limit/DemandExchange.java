package dev.latchkey.token.limit;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Tells the other verifiers once a second what demand this one meets, and takes its share of each limit from theirs.
///
/// Without the database the last shares stay: limits may then be a little too strict or too loose, never absent.
@Singleton
final class DemandExchange {
    private static final Logger LOG = Logger.getLogger(DemandExchange.class);
    private static final long EVERY_MILLIS = 1_000;

    private final Limiter limiter;
    private final DemandStore store;
    private final Vertx vertx;
    private final String verifier;
    private final AtomicBoolean exchanging = new AtomicBoolean();

    DemandExchange(
            Limiter limiter,
            DemandStore store,
            Vertx vertx,
            @ConfigProperty(name = "latchkey.verifier.id") String verifier) {
        this.limiter = limiter;
        this.store = store;
        this.vertx = vertx;
        this.verifier = verifier;
    }

    void onStart(@Observes StartupEvent started) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> exchange());
    }

    private void exchange() {
        if (!exchanging.compareAndSet(false, true)) {
            return;
        }
        var own = limiter.demand();
        store.tell(verifier, own)
                .chain(() -> store.read(own))
                .subscribe()
                .with(
                        shares -> {
                            limiter.share(shares);
                            exchanging.set(false);
                        },
                        failure -> {
                            LOG.warnf("limits are shared as a second ago: %s", failure.toString());
                            exchanging.set(false);
                        });
    }
}
