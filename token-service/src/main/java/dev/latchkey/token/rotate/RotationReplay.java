package dev.latchkey.token.rotate;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.access.TokenId;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.idempotency.Attempts;
import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.idempotency.IdempotencyStore;
import dev.latchkey.token.mint.Reissue;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.Life;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.rotate.RotateOutcome.Rotated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers a token that has replaced itself, and ended by that, with the successor once more: to the same request under
/// the same `Idempotency-Key`, and to nothing else.
///
/// Whoever lost that answer would otherwise hold neither token. The ended one must be proven, as issued, allowed to
/// rotate but for its end, ended by exactly this rotation, and the key must stand for it.
@Singleton
final class RotationReplay {
    private final Callers callers;
    private final Attempts attempts;
    private final IdempotencyStore keys;
    private final TokenStore tokens;
    private final Reissue reissue;

    RotationReplay(Callers callers, Attempts attempts, IdempotencyStore keys, TokenStore tokens, Reissue reissue) {
        this.callers = callers;
        this.attempts = attempts;
        this.keys = keys;
        this.tokens = tokens;
        this.reissue = reissue;
    }

    /// The answer that was given before; empty for any other request.
    ///
    /// @param overlap read only once the token is proven
    Uni<Optional<RotateOutcome>> of(String id, HttpServerRequest http, Supplier<Duration> overlap) {
        if (!http.headers().contains(Attempts.HEADER) || !Callers.presents(id, http)) {
            return nothing();
        }
        return callers.ofEnded(http, Access.WRITE, List.of())
                .chain(ended -> ended.filter(caller -> !caller.narrowed())
                        .map(caller -> of(caller, http, overlap))
                        .orElseGet(RotationReplay::nothing));
    }

    private Uni<Optional<RotateOutcome>> of(Effective caller, HttpServerRequest http, Supplier<Duration> overlap) {
        return tokens.find(caller.org(), caller.tokenId())
                .chain(found -> found.filter(RotationReplay::endedByItsRotation)
                        .map(old -> callers.ofEnded(
                                        http, Access.WRITE, old.life().restrictions())
                                .chain(still -> still.isPresent() ? claimed(caller, old, http, overlap) : nothing()))
                        .orElseGet(RotationReplay::nothing));
    }

    private Uni<Optional<RotateOutcome>> claimed(
            Effective caller, TokenRecord old, HttpServerRequest http, Supplier<Duration> overlap) {
        var attempt = attempts.of(http, caller, overlap.get().toString()).orElseThrow();
        return keys.look(attempt)
                .chain(claim -> claim instanceof Claim.Again(TokenId successor)
                                && old.life()
                                        .rotation()
                                        .map(Life.Rotation::successor)
                                        .equals(Optional.of(successor))
                        ? again(old, successor)
                        : nothing());
    }

    private Uni<Optional<RotateOutcome>> again(TokenRecord old, TokenId successor) {
        return tokens.find(old.org(), successor)
                .map(Optional::orElseThrow)
                .chain(record -> reissue.text(record).map(text -> Optional.of(new Rotated(record, text))));
    }

    private static boolean endedByItsRotation(TokenRecord token) {
        return token.life()
                .ended()
                .filter(end -> end.because() == End.Cause.ROTATED)
                .isPresent();
    }

    private static Uni<Optional<RotateOutcome>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
