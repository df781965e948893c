package dev.latchkey.token.mint;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import dev.latchkey.events.Act;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.keys.RootKeys;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Stores a record and its event in one transaction, while neither the token it was minted through nor its root key can
/// end, and the former cannot be restricted.
@ApplicationScoped
class MintTransaction {
    private final TokenStore tokens;
    private final RootKeys rootKeys;
    private final Outbox outbox;

    MintTransaction(TokenStore tokens, RootKeys rootKeys, Outbox outbox) {
        this.tokens = tokens;
        this.rootKeys = rootKeys;
        this.outbox = outbox;
    }

    /// What came of it; but for the first nothing was stored.
    enum Done {
        STORED,
        MINTER_CHANGED,
        KEY_RETIRED
    }

    /// @param recorded whether the minting token has a record; that of a login has none, and its end is the login's
    @WithTransaction
    Uni<Done> store(TokenRecord token, boolean recorded, Act act) {
        return minterHolds(token, recorded, act.at())
                .chain(holds -> holds
                        ? rootKeys.share(token.keyId())
                                .chain(mints -> mints
                                        ? tokens.add(token)
                                                .chain(() -> outbox.add(event(token, act)))
                                                .replaceWith(Done.STORED)
                                        : Uni.createFrom().item(Done.KEY_RETIRED))
                        : Uni.createFrom().item(Done.MINTER_CHANGED));
    }

    private Uni<Boolean> minterHolds(TokenRecord token, boolean recorded, Instant now) {
        if (token.mintedBy().isEmpty() || !recorded) {
            return Uni.createFrom().item(true);
        }
        return tokens.share(token.org(), token.mintedBy().get())
                .map(minter -> minter.filter(found -> holds(found, token, now)).isPresent());
    }

    /// The record may know what the verifier that let the minter through has not heard yet.
    private static boolean holds(TokenRecord minter, TokenRecord token, Instant now) {
        return minter.state(now) instanceof Lifecycle.Usable
                && rights(token, List.of()).within(rights(minter, minter.life().restrictions()));
    }

    private static Rights rights(TokenRecord token, List<Caveat> restrictions) {
        var caveats = Stream.concat(
                        token.caveats().stream().map(text -> Caveat.parse(text).orElseThrow()), restrictions.stream())
                .toList();
        return Rights.ofIssued(token.kind(), token.org(), caveats);
    }

    private static TokenMinted event(TokenRecord token, Act act) {
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
                token.neverExpiresReason().orElse(null),
                token.keyId().text(),
                token.mintedBy().map(parent -> parent.publicId()).orElse(null),
                token.version(),
                act);
    }
}
