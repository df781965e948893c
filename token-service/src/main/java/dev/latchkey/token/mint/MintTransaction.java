package dev.latchkey.token.mint;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import dev.latchkey.events.Act;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.idempotency.Attempt;
import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.idempotency.IdempotencyStore;
import dev.latchkey.token.keys.RootKeys;
import dev.latchkey.token.life.UnrecordedLives;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Stores a record and its event in one transaction, while neither the token it was minted through nor its root key can
/// end, and the former cannot be restricted.
@ApplicationScoped
public class MintTransaction {
    private final TokenStore tokens;
    private final RootKeys rootKeys;
    private final UnrecordedLives unrecorded;
    private final Outbox outbox;
    private final IdempotencyStore keys;

    MintTransaction(
            TokenStore tokens, RootKeys rootKeys, UnrecordedLives unrecorded, Outbox outbox, IdempotencyStore keys) {
        this.tokens = tokens;
        this.unrecorded = unrecorded;
        this.rootKeys = rootKeys;
        this.outbox = outbox;
        this.keys = keys;
    }

    /// What came of storing; but for the first nothing was stored.
    sealed interface Stored {
        /// It is there.
        record Kept() implements Stored {}

        /// The minting token has ended or holds less meanwhile.
        record MinterChanged() implements Stored {}

        /// The root key was retired meanwhile.
        record KeyRetired() implements Stored {}

        /// The request's key is taken.
        record Claimed(Claim claim) implements Stored {}
    }

    /// @param recorded whether the minting token has a record; that of a login has none, only a state
    @WithTransaction
    Uni<Stored> store(TokenRecord token, boolean recorded, Act act, Optional<Attempt> attempt) {
        return rootKeys.share(token.keyId())
                .chain(mints -> mints
                        ? minterHolds(token, recorded, act.at())
                        : Uni.createFrom().item(Optional.of(new Stored.KeyRetired())))
                .chain(stop -> stop.isPresent()
                        ? Uni.createFrom().item(stop.get())
                        : claim(token, attempt).chain(claim -> store(token, act, claim)));
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

    /// What speaks against it. Asked after the key, in the order in which a retired key ends its tokens.
    private Uni<Optional<Stored>> minterHolds(TokenRecord token, boolean recorded, Instant now) {
        if (token.mintedBy().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        if (!recorded) {
            return unrecorded
                    .share(token.mintedBy().get())
                    .map(holds -> holds ? Optional.empty() : Optional.of(new Stored.MinterChanged()));
        }
        return tokens.share(token.org(), token.mintedBy().get())
                .map(minter -> minter.filter(found -> holds(found, token, now)).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Stored.MinterChanged()));
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
                token.neverExpiresReason().orElse(null),
                token.keyId().text(),
                token.mintedBy().map(parent -> parent.publicId()).orElse(null),
                token.version(),
                act);
    }
}
