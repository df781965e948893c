package dev.latchkey.token.proof;

import dev.latchkey.token.presence.LiveVerifier;
import dev.latchkey.token.presence.LiveVerifiers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Waits until every live verifier has applied a change, for two seconds at most. Nothing waits longer than it has to,
/// and no thread waits at all.
@Singleton
public final class Proofs {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final LiveVerifiers verifiers;
    private final Timer confirmed;
    private final Timer missing;

    Proofs(LiveVerifiers verifiers, MeterRegistry metrics) {
        this.verifiers = verifiers;
        this.confirmed = metrics.timer("latchkey.proof", "outcome", "confirmed");
        this.missing = metrics.timer("latchkey.proof", "outcome", "missing");
    }

    /// Waits for a change that has just committed.
    ///
    /// @param revision the last one of the change
    public Uni<Proof> await(long revision) {
        return onOwnContext(look(revision, System.nanoTime()).invoke(this::measure));
    }

    /// Whoever shares a look goes on where it came from: what follows may need the request's database session.
    private static <T> Uni<T> onOwnContext(Uni<T> shared) {
        var own = Vertx.currentContext();
        return own == null ? shared : shared.emitOn(task -> own.runOnContext(ignored -> task.run()));
    }

    private Uni<Proof> look(long revision, long begun) {
        return verifiers
                .now()
                .map(Optional::of)
                .ifNoItem()
                .after(left(begun))
                .recoverWithItem(Optional.empty())
                .onFailure()
                .recoverWithItem(Optional.empty())
                .chain(live -> {
                    var proof = judge(revision, live, Duration.ofNanos(System.nanoTime() - begun));
                    return proof instanceof Proof.Confirmed || proof.took().compareTo(LIMIT) >= 0
                            ? Uni.createFrom().item(proof)
                            : Uni.createFrom()
                                    .voidItem()
                                    .onItem()
                                    .delayIt()
                                    .by(PAUSE)
                                    .chain(() -> look(revision, begun));
                });
    }

    /// A database that does not answer may not keep anybody longer.
    private static Duration left(long begun) {
        var left = LIMIT.minusNanos(System.nanoTime() - begun);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    /// @param live empty when the verifiers could not be read, which proves nothing
    static Proof judge(long revision, Optional<List<LiveVerifier>> live, Duration took) {
        var all = live.orElse(List.of());
        var behind = all.stream()
                .filter(verifier -> verifier.applied() < revision)
                .map(LiveVerifier::id)
                .toList();
        return behind.isEmpty() && !all.isEmpty()
                ? new Proof.Confirmed(all.size(), all.size(), took)
                : new Proof.Missing(behind, all.size(), took);
    }

    private void measure(Proof proof) {
        var outcome = switch (proof) {
            case Proof.Confirmed _ -> confirmed;
            case Proof.Missing _ -> missing;
        };
        outcome.record(proof.took());
    }
}
