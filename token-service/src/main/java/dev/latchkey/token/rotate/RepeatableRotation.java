package dev.latchkey.token.rotate;

import dev.latchkey.access.Effective;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.token.idempotency.Attempt;
import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.idempotency.IdempotencyStore;
import dev.latchkey.token.mint.Reissue;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.rotate.RotateOutcome.KeyTaken;
import dev.latchkey.token.rotate.RotateOutcome.Rotated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// Rotates once for each `Idempotency-Key`; the same request again is answered with the same successor.
@Singleton
final class RepeatableRotation {
    private final RotateService service;
    private final IdempotencyStore keys;
    private final TokenStore tokens;
    private final Reissue reissue;

    RepeatableRotation(RotateService service, IdempotencyStore keys, TokenStore tokens, Reissue reissue) {
        this.service = service;
        this.keys = keys;
        this.tokens = tokens;
        this.reissue = reissue;
    }

    Uni<RotateOutcome> rotate(
            TokenId id, Duration overlap, Effective caller, Token token, Act act, Optional<Attempt> attempt) {
        return attempt.map(keys::look)
                .orElseGet(() -> Uni.createFrom().item(new Claim.First()))
                .chain(claim -> claim instanceof Claim.First
                        ? service.rotate(id, overlap, caller, token, act, attempt)
                        : Uni.createFrom().item(new KeyTaken(claim)))
                .chain(outcome -> outcome instanceof KeyTaken(Claim.Again(var successor))
                        ? again(caller, successor)
                        : Uni.createFrom().item(outcome));
    }

    private Uni<RotateOutcome> again(Effective caller, TokenId successor) {
        return tokens.find(caller.org(), successor)
                .map(Optional::orElseThrow)
                .chain(record -> reissue.text(record)
                        .map(text -> text.<RotateOutcome>map(shown -> new Rotated(record, shown))
                                .orElseGet(() -> new RotateOutcome.Refused(Replacement.nobodyToVouch()))));
    }
}
