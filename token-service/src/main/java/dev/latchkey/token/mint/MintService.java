package dev.latchkey.token.mint;

import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.Kind;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.directory.DirectoryStore;
import dev.latchkey.token.idempotency.Attempt;
import dev.latchkey.token.keys.KeyRing;
import dev.latchkey.token.keys.RootKeys;
import dev.latchkey.token.mint.MintOutcome.Minted;
import dev.latchkey.token.mint.MintOutcome.Refused;
import dev.latchkey.token.mint.MintTransaction.Stored;
import dev.latchkey.token.record.Life;
import dev.latchkey.token.record.TokenRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Mints: checks an order against the person's role and the presented token, makes the token, keeps its record.
@Singleton
final class MintService {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int HINTS_TRIED = 8;

    private final DirectoryStore directory;
    private final RootKeys rootKeys;
    private final KeyRing keys;
    private final MintTransaction transaction;
    private final SecureRandom random;
    private final Clock clock;

    MintService(
            DirectoryStore directory,
            RootKeys rootKeys,
            KeyRing keys,
            MintTransaction transaction,
            SecureRandom random,
            Clock clock) {
        this.directory = directory;
        this.rootKeys = rootKeys;
        this.keys = keys;
        this.transaction = transaction;
        this.random = random;
        this.clock = clock;
    }

    Uni<MintOutcome> mint(MintOrder order) {
        return mint(order, Optional.empty());
    }

    /// The same for an order that may be sent again.
    Uni<MintOutcome> mint(MintOrder order, Optional<Attempt> attempt) {
        var foreign = MintChecks.foreign(order);
        if (foreign.isPresent()) {
            return Uni.createFrom().item(foreign.get());
        }
        return rootKeys.newest(order.org())
                .chain(newest -> newest.isEmpty()
                        ? Uni.createFrom().item(new Refused.UnknownOrg())
                        : directory
                                .role(order.org(), order.person())
                                .chain(role -> role.isEmpty()
                                        ? Uni.createFrom().item(new Refused.UnknownPerson())
                                        : mint(order, attempt, newest.get(), role.get())));
    }

    private Uni<MintOutcome> mint(MintOrder order, Optional<Attempt> attempt, KeyId keyId, Role role) {
        var now = clock.instant();
        var grant = Grant.of(order, now);
        var refusal = MintChecks.refusal(order, role, grant);
        if (refusal.isPresent()) {
            return Uni.createFrom().item(refusal.get());
        }
        return keys.find(keyId)
                .map(Optional::orElseThrow)
                .chain(key -> Uni.createFrom()
                        .deferred(() -> store(order, attempt, grant, keyId, key, now))
                        .onFailure(MintService::isHintTaken)
                        .retry()
                        .atMost(HINTS_TRIED));
    }

    private Uni<MintOutcome> store(
            MintOrder order, Optional<Attempt> attempt, Grant grant, KeyId keyId, Key key, Instant now) {
        var tokenId = TokenId.of(now, random);
        var token = Token.mint(key, identity(order, keyId, tokenId), grant.caveats());
        var stored = describe(order, grant, token, now);
        return transaction
                .store(stored, new Act(order.actor(), order.origin(), now), attempt)
                .map(done -> switch (done) {
                    case Stored.Kept _ -> new Minted(stored, token.text());
                    case Stored.Orphaned _ -> new Refused.CannotMint("The presented token has ended meanwhile.");
                    case Stored.Claimed(var claim) -> MintOutcome.of(claim);
                });
    }

    private static Identity identity(MintOrder order, KeyId keyId, TokenId tokenId) {
        return order.kind() == Kind.DEPLOY
                ? new Identity.Deploy(keyId, tokenId)
                : new Identity.Personal(keyId, tokenId, order.person());
    }

    private static TokenRecord describe(MintOrder order, Grant grant, Token token, Instant now) {
        var identifier = token.identifier();
        return new TokenRecord(
                identifier.tokenId(),
                identifier.keyId(),
                order.kind(),
                order.name(),
                token.hint(),
                identifier.person(),
                order.person().publicId(),
                order.access(),
                dev.latchkey.access.Rights.ofIssued(order.kind(), order.org(), grant.caveats())
                        .resources(),
                token.predicates(),
                now,
                Optional.of(grant.end()),
                Optional.empty(),
                order.minter().map(minter -> minter.effective().tokenId()),
                Life.fresh(),
                1);
    }

    /// A hint is unique among an org's live tokens; a new token id draws a new one.
    private static boolean isHintTaken(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState())) {
                return true;
            }
        }
        return false;
    }
}
