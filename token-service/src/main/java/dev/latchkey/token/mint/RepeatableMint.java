package dev.latchkey.token.mint;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.token.idempotency.Attempt;
import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.idempotency.IdempotencyStore;
import dev.latchkey.token.mint.MintOutcome.Minted;
import dev.latchkey.token.mint.MintOutcome.Refused;
import dev.latchkey.token.record.TokenStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Mints once for each `Idempotency-Key`; the same request again is answered with the same token.
@Singleton
final class RepeatableMint {
    private final MintService service;
    private final IdempotencyStore keys;
    private final TokenStore tokens;
    private final Reissue reissue;

    RepeatableMint(MintService service, IdempotencyStore keys, TokenStore tokens, Reissue reissue) {
        this.service = service;
        this.keys = keys;
        this.tokens = tokens;
        this.reissue = reissue;
    }

    Uni<MintOutcome> mint(MintOrder order, Optional<Attempt> attempt) {
        return attempt.map(keys::look)
                .orElseGet(() -> Uni.createFrom().item(new Claim.First()))
                .chain(claim -> switch (claim) {
                    case Claim.First _ -> service.mint(order, attempt);
                    case Claim.Again(var token) -> again(order.org(), token);
                    case Claim.Refused refused -> refused(refused);
                })
                .chain(outcome -> outcome instanceof MintOutcome.Repeated(Claim.Again(var token))
                        ? again(order.org(), token)
                        : Uni.createFrom().item(outcome));
    }

    private static Uni<MintOutcome> refused(Claim.Refused refused) {
        return Uni.createFrom().item(new Refused.KeyTaken(refused));
    }

    private Uni<MintOutcome> again(OrgHandle org, TokenId id) {
        return tokens.find(org, id)
                .map(Optional::orElseThrow)
                .chain(record -> reissue.text(record)
                        .map(text -> text.<MintOutcome>map(shown -> new Minted(record, shown))
                                .orElseGet(Refused.NobodyToVouch::new)));
    }
}
