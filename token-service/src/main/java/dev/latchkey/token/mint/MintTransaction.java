package dev.latchkey.token.mint;

import dev.latchkey.access.Resource;
import dev.latchkey.events.Act;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.idempotency.Attempt;
import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.idempotency.IdempotencyStore;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Stores a record and its event in one transaction, while the token it was minted through cannot end.
@ApplicationScoped
public class MintTransaction {
    private final TokenStore tokens;
    private final Outbox outbox;
    private final IdempotencyStore keys;

    MintTransaction(TokenStore tokens, Outbox outbox, IdempotencyStore keys) {
        this.tokens = tokens;
        this.outbox = outbox;
        this.keys = keys;
    }

    /// What came of storing.
    sealed interface Stored {
        /// It is there.
        record Kept() implements Stored {}

        /// Nothing was stored: the parent has ended meanwhile.
        record Orphaned() implements Stored {}

        /// Nothing was stored: the request's key is taken.
        record Claimed(Claim claim) implements Stored {}
    }

    /// Stores nothing when the parent has ended meanwhile, or the key of the attempt is taken.
    @WithTransaction
    Uni<Stored> store(TokenRecord token, Act act, Optional<Attempt> attempt) {
        return parentLives(token, act)
                .chain(lives -> lives
                        ? claim(token, attempt).chain(claim -> store(token, act, claim))
                        : Uni.createFrom().item(new Stored.Orphaned()));
    }

    private Uni<Claim> claim(TokenRecord token, Optional<Attempt> attempt) {
        return attempt.map(made -> keys.claim(made, token.id()))
                .orElseGet(() -> Uni.createFrom().item(new Claim.First()));
    }

    private Uni<Stored> store(TokenRecord token, Act act, Claim claim) {
        return claim instanceof Claim.First
                ? tokens.add(token).chain(() -> outbox.add(event(token, act))).replaceWith(new Stored.Kept())
                : Uni.createFrom().item(new Stored.Claimed(claim));
    }

    private Uni<Boolean> parentLives(TokenRecord token, Act act) {
        if (token.mintedBy().isEmpty()) {
            return Uni.createFrom().item(true);
        }
        return tokens.share(token.org(), token.mintedBy().get())
                .map(parent -> parent.map(found -> found.state(act.at()))
                        .filter(Lifecycle.Usable.class::isInstance)
                        .isPresent());
    }

    /// What is told of a new token.
    public static TokenMinted event(TokenRecord token, Act act) {
        return new TokenMinted(
                token.id().publicId(),
                token.org().value(),
                token.kind().slug(),
                token.name(),
                token.hint().value(),
                token.person().map(person -> person.publicId()).orElse(null),
                token.access().slug(),
                token.resources()
                        .map(roots -> roots.stream().map(Resource::path).toList())
                        .orElse(null),
                token.expiresAt().orElse(null),
                token.keyId().text(),
                token.mintedBy().map(parent -> parent.publicId()).orElse(null),
                token.version(),
                act);
    }
}
