package dev.latchkey.token.rotate;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Rights;
import dev.latchkey.events.Act;
import dev.latchkey.events.StateChanged;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.idempotency.Attempt;
import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.idempotency.IdempotencyStore;
import dev.latchkey.token.idempotency.KeyTakenException;
import dev.latchkey.token.keys.RootKeys;
import dev.latchkey.token.life.Change;
import dev.latchkey.token.life.LifeTransaction;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.life.UnrecordedLives;
import dev.latchkey.token.mint.MintTransaction;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Stores the successor and replaces the old token in one transaction: there is never one without the other.
@ApplicationScoped
class RotateTransaction {
    private final TokenStore tokens;
    private final RootKeys rootKeys;
    private final LifeTransaction lives;
    private final UnrecordedLives unrecorded;
    private final Outbox outbox;
    private final IdempotencyStore keys;

    RotateTransaction(
            TokenStore tokens,
            RootKeys rootKeys,
            LifeTransaction lives,
            UnrecordedLives unrecorded,
            Outbox outbox,
            IdempotencyStore keys) {
        this.tokens = tokens;
        this.rootKeys = rootKeys;
        this.unrecorded = unrecorded;
        this.lives = lives;
        this.outbox = outbox;
        this.keys = keys;
    }

    /// Answers what verifiers are told. Fails, and leaves nothing, when the old token cannot be replaced.
    ///
    /// @param recorded whether the presented token has a record; that of a login has none, only a state
    /// @param objection why the old one is not to be replaced, asked under its lock
    @WithTransaction
    Uni<List<StateChanged>> store(
            TokenRecord old,
            TokenRecord successor,
            Instant endsAt,
            boolean recorded,
            Function<TokenRecord, Optional<Change>> objection,
            Act act,
            Optional<Attempt> attempt) {
        return rootKeys.share(successor.keyId())
                .chain(mints -> mints
                        ? minterHolds(old, successor, recorded, act.at())
                        : Uni.createFrom().failure(new OvertakenException()))
                .chain(holds -> holds
                        ? tokens.add(successor)
                        : Uni.createFrom().failure(new ReplacementRefusedException(RotateChecks.minterChanged())))
                .chain(() -> claim(successor, attempt))
                .chain(() -> outbox.add(MintTransaction.event(successor, act)))
                .chain(() -> lives.within(
                        old.org(), old.id(), asRead(old, objection), new Move.Replacing(successor.id(), endsAt), act))
                .chain(change -> change instanceof Change.Made made
                        ? lives.introduce(successor, act).map(more -> both(made.states(), more))
                        : Uni.createFrom()
                                .failure(new ReplacementRefusedException(new RotateOutcome.NotReplaced(change))));
    }

    /// The successor carries the restrictions that were read; whoever has set others meanwhile means it too.
    private static Function<TokenRecord, Optional<Change>> asRead(
            TokenRecord old, Function<TokenRecord, Optional<Change>> objection) {
        return found -> {
            if (!found.life().restrictions().equals(old.life().restrictions())) {
                throw new OvertakenException();
            }
            return objection.apply(found);
        };
    }

    private Uni<Void> claim(TokenRecord successor, Optional<Attempt> attempt) {
        return attempt.isEmpty()
                ? Uni.createFrom().voidItem()
                : keys.claim(attempt.get(), successor.id())
                        .chain(claim -> claim instanceof Claim.First
                                ? Uni.createFrom().voidItem()
                                : Uni.createFrom().failure(new KeyTakenException(claim)));
    }

    /// The record may know what the verifier that let the presented token through has not heard yet.
    private Uni<Boolean> minterHolds(TokenRecord old, TokenRecord successor, boolean recorded, Instant now) {
        var minter = successor.mintedBy();
        if (minter.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        if (!recorded) {
            return unrecorded.share(minter.get());
        }
        return tokens.share(successor.org(), minter.get())
                .map(found -> found.filter(
                                token -> token.state(now) instanceof Lifecycle.Usable && holds(token, old, successor))
                        .isPresent());
    }

    private static boolean holds(TokenRecord minter, TokenRecord old, TokenRecord successor) {
        var restrictions = minter.id().equals(old.id()) ? successor.life().restrictions() : List.<Caveat>of();
        return rights(successor, restrictions)
                .within(rights(minter, minter.life().restrictions()));
    }

    private static Rights rights(TokenRecord token, List<Caveat> restrictions) {
        var caveats = new ArrayList<Caveat>();
        token.caveats().forEach(text -> caveats.add(Caveat.parse(text).orElseThrow()));
        caveats.addAll(restrictions);
        return Rights.ofIssued(token.kind(), token.org(), caveats);
    }

    private static List<StateChanged> both(List<StateChanged> first, List<StateChanged> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
