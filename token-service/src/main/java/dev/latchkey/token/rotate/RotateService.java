package dev.latchkey.token.rotate;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.Kind;
import dev.latchkey.access.Rights;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.events.StateChanged;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.directory.DirectoryStore;
import dev.latchkey.token.directory.Member;
import dev.latchkey.token.idempotency.Attempt;
import dev.latchkey.token.idempotency.KeyTakenException;
import dev.latchkey.token.keys.KeyRing;
import dev.latchkey.token.keys.RootKeys;
import dev.latchkey.token.life.Change;
import dev.latchkey.token.life.MayChange;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.record.Life;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.rotate.RotateOutcome.NotReplaced;
import dev.latchkey.token.rotate.RotateOutcome.Refused;
import dev.latchkey.token.rotate.RotateOutcome.Rotated;
import dev.latchkey.token.state.StateFeed;
import dev.latchkey.token.ticket.Tie;
import dev.latchkey.token.ticket.Ties;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Replaces a token: mints one with the same rights and a new end, and ends the old one when the overlap is over.
///
/// The successor hangs from the token it was got through, like whatever is minted: what that one's holder got
/// ends with it.
@Singleton
final class RotateService {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int HINTS_TRIED = 8;
    private static final int TIMES_OVERTAKEN = 3;

    private final TokenStore tokens;
    private final DirectoryStore directory;
    private final RootKeys rootKeys;
    private final KeyRing keys;
    private final Ties ties;
    private final RotateTransaction transaction;
    private final StateFeed feed;
    private final SecureRandom random;

    RotateService(
            TokenStore tokens,
            DirectoryStore directory,
            RootKeys rootKeys,
            KeyRing keys,
            Ties ties,
            RotateTransaction transaction,
            StateFeed feed,
            SecureRandom random) {
        this.tokens = tokens;
        this.directory = directory;
        this.rootKeys = rootKeys;
        this.keys = keys;
        this.ties = ties;
        this.transaction = transaction;
        this.feed = feed;
        this.random = random;
    }

    private record Order(
            Replacement replacement,
            List<Caveat> caveats,
            Tie.Known tie,
            Effective caller,
            Act act,
            Function<TokenRecord, Optional<Change>> objection,
            Optional<Attempt> attempt) {}

    Uni<RotateOutcome> rotate(
            TokenId id, Duration overlap, Effective caller, Token token, Act act, Optional<Attempt> attempt) {
        var unable = RotateChecks.cannotMint(caller, token);
        if (unable.isPresent()) {
            return Uni.createFrom().item(new Refused(unable.get()));
        }
        return again(() -> tokens.find(caller.org(), id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(new NotReplaced(new Change.Unknown()))
                        : rotate(found.get(), overlap, caller, act, attempt)));
    }

    /// Begins anew whenever it is overtaken, but not for ever: whoever keeps changing the token must not keep this
    /// busy.
    static Uni<RotateOutcome> again(Supplier<Uni<? extends RotateOutcome>> rotation) {
        return Uni.createFrom()
                .<RotateOutcome>deferred(rotation)
                .onFailure(OvertakenException.class)
                .retry()
                .atMost(TIMES_OVERTAKEN)
                .onFailure(OvertakenException.class)
                .recoverWithItem(overtaken -> new Refused(new Problem(
                        "unavailable",
                        503,
                        "Temporarily unavailable",
                        "The token or its key is being changed by others right now. Try again.")));
    }

    private Uni<RotateOutcome> rotate(
            TokenRecord old, Duration overlap, Effective caller, Act act, Optional<Attempt> attempt) {
        return directory.member(caller.org(), caller.person().orElseThrow()).chain(member -> {
            var role = member.map(Member::role);
            var replacement = new Replacement(old, overlap, latest(old, caller, member, act.at()));
            var caveats = replacement.caveats(act.at());
            var refusal = RotateChecks.refusal(replacement, caveats, caller, role);
            if (refusal.isPresent()) {
                return Uni.createFrom().item(new Refused(refusal.get()));
            }
            return ties.of(old.liveLogin(), old.person()).chain(tie -> switch (tie) {
                case Tie.Unavailable _ -> Uni.createFrom().item(new Refused(Replacement.nobodyToVouch()));
                case Tie.Known known ->
                    store(new Order(
                            replacement,
                            caveats,
                            known,
                            caller,
                            act,
                            found -> MayChange.byRole(found, caller, role)
                                    ? Optional.empty()
                                    : Optional.of(new Change.NotAllowed()),
                            attempt));
            });
        });
    }

    /// Nothing outlives the token it was got through, nor what the org allows.
    private static Optional<Instant> latest(TokenRecord old, Effective caller, Optional<Member> member, Instant now) {
        var held = caller.rights().end();
        var allowed = member.map(Member::policy)
                .flatMap(policy -> policy.latestEnd(now, old.expiresAt().isEmpty()));
        return held.isPresent() && allowed.isPresent() && allowed.get().isBefore(held.get())
                ? allowed
                : held.or(() -> allowed);
    }

    private Uni<RotateOutcome> store(Order order) {
        return rootKeys.newest(order.caller().org())
                .map(Optional::orElseThrow)
                .chain(keyId -> keys.find(keyId).map(Optional::orElseThrow).chain(key -> store(order, keyId, key)));
    }

    private Uni<RotateOutcome> store(Order order, KeyId keyId, Key key) {
        return Uni.createFrom()
                .deferred(() -> storeOnce(order, keyId, key))
                .onFailure(RotateService::isHintTaken)
                .retry()
                .atMost(HINTS_TRIED)
                .onFailure(ReplacementRefusedException.class)
                .recoverWithItem(refused -> refused.outcome())
                .onFailure(KeyTakenException.class)
                .recoverWithItem(taken -> new RotateOutcome.KeyTaken(taken.claim()));
    }

    private Uni<RotateOutcome> storeOnce(Order order, KeyId keyId, Key key) {
        var old = order.replacement().old();
        var token = order.tie()
                .mint(key, identity(old, keyId, TokenId.of(order.act().at(), random)), order.caveats());
        var successor = describe(order, token);
        return TokenLives.<List<StateChanged>>again(() -> transaction.store(
                        old,
                        successor,
                        order.replacement().endsAt(order.act().at()),
                        order.caller().kind() == Kind.PERSONAL,
                        order.objection(),
                        order.act(),
                        order.attempt()))
                .invoke(changes -> changes.forEach(feed::apply))
                .map(changes -> new Rotated(successor, token.text()));
    }

    private static Identity identity(TokenRecord old, KeyId keyId, TokenId id) {
        return old.person()
                .<Identity>map(person -> new Identity.Personal(keyId, id, person))
                .orElseGet(() -> new Identity.Deploy(keyId, id));
    }

    private static TokenRecord describe(Order order, Token token) {
        var old = order.replacement().old();
        var end = order.replacement().end(order.act().at());
        return new TokenRecord(
                token.identifier().tokenId(),
                token.identifier().keyId(),
                old.kind(),
                old.name(),
                token.hint(),
                old.person(),
                order.caller().person().orElseThrow().publicId(),
                old.access(),
                Rights.ofIssued(old.kind(), old.org(), order.caveats()).resources(),
                token.predicates(),
                order.act().at(),
                end,
                end.isPresent() ? Optional.empty() : old.neverExpiresReason(),
                Optional.of(order.caller().tokenId()),
                old.liveLogin(),
                Life.after(old.id(), old.life().restrictions()),
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
