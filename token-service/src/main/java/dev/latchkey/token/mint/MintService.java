package dev.latchkey.token.mint;

import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.Kind;
import dev.latchkey.access.Rights;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.directory.DirectoryStore;
import dev.latchkey.token.directory.Member;
import dev.latchkey.token.idempotency.Attempt;
import dev.latchkey.token.keys.KeyRing;
import dev.latchkey.token.keys.RootKeys;
import dev.latchkey.token.mint.MintOutcome.Minted;
import dev.latchkey.token.mint.MintOutcome.Refused;
import dev.latchkey.token.mint.MintTransaction.Stored;
import dev.latchkey.token.record.Life;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.ticket.Tie;
import dev.latchkey.token.ticket.Ties;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Mints: checks an order against the presented token, the person's role and the org's policy, makes the token, keeps
/// its record.
@Singleton
final class MintService {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int HINTS_TRIED = 8;
    private static final int KEYS_TRIED = 3;

    private final DirectoryStore directory;
    private final RootKeys rootKeys;
    private final KeyRing keys;
    private final Ties ties;
    private final MintTransaction transaction;
    private final SecureRandom random;
    private final Clock clock;

    MintService(
            DirectoryStore directory,
            RootKeys rootKeys,
            KeyRing keys,
            Ties ties,
            MintTransaction transaction,
            SecureRandom random,
            Clock clock) {
        this.directory = directory;
        this.rootKeys = rootKeys;
        this.keys = keys;
        this.ties = ties;
        this.transaction = transaction;
        this.random = random;
        this.clock = clock;
    }

    Uni<MintOutcome> mint(MintOrder order) {
        return mint(order, Optional.empty());
    }

    /// The same for an order that may be sent again.
    Uni<MintOutcome> mint(MintOrder order, Optional<Attempt> attempt) {
        var unable = MintChecks.unable(order, clock.instant());
        return unable.isPresent() ? Uni.createFrom().item(unable.get()) : mint(order, attempt, KEYS_TRIED);
    }

    private Uni<MintOutcome> mint(MintOrder order, Optional<Attempt> attempt, int tries) {
        return rootKeys.newest(order.org())
                .chain(newest -> newest.isEmpty()
                        ? Uni.createFrom().item(new Refused.UnknownOrg())
                        : directory
                                .member(order.org(), order.person())
                                .chain(member -> member.isEmpty()
                                        ? Uni.createFrom().item(new Refused.UnknownPerson())
                                        : mint(order, attempt, newest.get(), member.get(), tries)));
    }

    private Uni<MintOutcome> mint(MintOrder order, Optional<Attempt> attempt, KeyId keyId, Member member, int tries) {
        var now = clock.instant();
        var grant = Grant.of(order, member.policy().longestLife(), now);
        var refusal = MintChecks.refusal(order, member.role(), member.policy(), grant);
        if (refusal.isPresent()) {
            return Uni.createFrom().item(refusal.get());
        }
        return ties.of(order.liveLogin(), Optional.of(order.person())).chain(tie -> switch (tie) {
            case Tie.Unavailable _ -> Uni.createFrom().item(new Refused.NobodyToVouch());
            case Tie.Known known -> store(new Try(order, attempt, grant, known, now, tries), keyId);
        });
    }

    private Uni<MintOutcome> store(Try go, KeyId keyId) {
        return keys.find(keyId)
                .map(Optional::orElseThrow)
                .chain(key -> Uni.createFrom()
                        .deferred(() -> store(go, keyId, key))
                        .onFailure(MintService::isHintTaken)
                        .retry()
                        .atMost(HINTS_TRIED));
    }

    /// One go at an order.
    private record Try(MintOrder order, Optional<Attempt> attempt, Grant grant, Tie.Known tie, Instant now, int left) {}

    private Uni<MintOutcome> store(Try go, KeyId keyId, Key key) {
        var order = go.order();
        var token = go.tie()
                .mint(
                        key,
                        identity(order, keyId, TokenId.of(go.now(), random)),
                        go.grant().caveats());
        var stored = describe(order, go.grant(), token, go.now());
        return transaction
                .store(stored, recorded(order), new Act(order.actor(), order.origin(), go.now()), go.attempt())
                .chain(done -> switch (done) {
                    case Stored.Kept _ -> Uni.createFrom().item(new Minted(stored, token.text()));
                    case Stored.MinterChanged _ ->
                        Uni.createFrom()
                                .item(new Refused.CannotMint("The presented token has ended or changed meanwhile."));
                    case Stored.KeyRetired _ ->
                        go.left() > 1
                                ? mint(order, go.attempt(), go.left() - 1)
                                : Uni.createFrom().failure(new IllegalStateException("every key was retired at once"));
                    case Stored.Claimed(var claim) -> Uni.createFrom().item(MintOutcome.of(claim));
                });
    }

    private static boolean recorded(MintOrder order) {
        return order.minter()
                .filter(minter -> minter.effective().kind() != Kind.SESSION)
                .isPresent();
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
                Rights.ofIssued(order.kind(), order.org(), grant.caveats()).resources(),
                token.predicates(),
                now,
                grant.end(),
                order.ending() instanceof Ending.Never(String reason) ? Optional.of(reason) : Optional.empty(),
                order.minter().map(minter -> minter.effective().tokenId()),
                order.liveLogin(),
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
