package dev.latchkey.token.misuse;

import dev.latchkey.access.TokenId;
import dev.latchkey.token.clockwork.OwnContext;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.usage.Source;
import dev.latchkey.token.usage.Use;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Tells of authentic uses of tokens that have ended: off the request path, in bounded memory, and once per
/// token and source in 24 hours.
@Singleton
public final class Misuses {
    private static final Logger LOG = Logger.getLogger(Misuses.class);
    private static final long EVERY_MILLIS = 500;
    private static final int AT_A_TIME = 100;

    /// What a verifier answers for a token that has ended. Which of them are told, its record decides.
    private static final Set<String> REFUSALS = Set.of("revoked", "revoked-copy", "suspended", "expired");

    private final MisuseTransaction transaction;
    private final Vertx vertx;
    private final MisuseBuffer buffer = new MisuseBuffer();
    private final Counter dropped;
    private final AtomicBoolean telling = new AtomicBoolean();

    Misuses(MisuseTransaction transaction, Vertx vertx, MeterRegistry metrics) {
        this.transaction = transaction;
        this.vertx = vertx;
        this.dropped = Counter.builder("latchkey.misuse.dropped")
                .description("Uses of ended tokens not looked at, because too many waited")
                .register(metrics);
    }

    void onStart(@Observes StartupEvent started) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> OwnContext.run(vertx, this::tell));
    }

    /// Takes note of an authentic use; never waits.
    public void note(Use use) {
        if (use.refusal().filter(REFUSALS::contains).isPresent() && !buffer.add(use)) {
            dropped.increment();
        }
    }

    private void tell() {
        if (!telling.compareAndSet(false, true)) {
            return;
        }
        Multi.createFrom()
                .iterable(buffer.take(AT_A_TIME))
                .onItem()
                .transformToUniAndConcatenate(this::tellOf)
                .collect()
                .last()
                .subscribe()
                .with(done -> telling.set(false), failure -> {
                    LOG.warnf("uses of ended tokens not told: %s", failure.toString());
                    telling.set(false);
                });
    }

    /// One that fails is forgotten, so that the next use of that kind is told.
    private Uni<Boolean> tellOf(Use use) {
        return TokenLives.again(() -> transaction.tell(use)).onFailure().recoverWithItem(failure -> {
            LOG.warnf("use of an ended token not told: %s", failure.toString());
            buffer.forget(use);
            return false;
        });
    }

    /// Which token, from where, and how it was refused: one that is suspended today may be revoked tomorrow.
    record Sighting(TokenId token, Source source, Optional<String> refusal) {
        static Sighting of(Use use) {
            return new Sighting(use.identifier().tokenId(), use.source(), use.refusal());
        }
    }
}
