package dev.latchkey.token.mint;

import dev.latchkey.access.Resource;
import dev.latchkey.events.Act;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Stores a record and its event in one transaction, while the token it was minted through cannot end.
@ApplicationScoped
public class MintTransaction {
    private final TokenStore tokens;
    private final Outbox outbox;

    MintTransaction(TokenStore tokens, Outbox outbox) {
        this.tokens = tokens;
        this.outbox = outbox;
    }

    /// Answers false, and stores nothing, when the parent has ended meanwhile.
    @WithTransaction
    Uni<Boolean> store(TokenRecord token, Act act) {
        return parentLives(token, act)
                .chain(lives -> lives
                        ? tokens.add(token)
                                .chain(() -> outbox.add(event(token, act)))
                                .replaceWith(true)
                        : Uni.createFrom().item(false));
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
