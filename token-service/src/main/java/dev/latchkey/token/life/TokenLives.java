package dev.latchkey.token.life;

import dev.latchkey.access.Effective;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.directory.DirectoryStore;
import dev.latchkey.token.life.Change.Made;
import dev.latchkey.token.life.Change.NotAllowed;
import dev.latchkey.token.life.Change.Outdated;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Changes what state tokens are in. When it answers, this verifier knows; the others follow by the feed.
@Singleton
public final class TokenLives {
    /// Deadlock, or a lock that was not to be had: two families met from two sides.
    private static final Set<String> MET = Set.of("40P01", "40001", "55P03");

    private static final int TRIED_AGAIN = 4;

    private final LifeTransaction transaction;
    private final UnrecordedLives unrecorded;
    private final DirectoryStore directory;
    private final StateFeed feed;
    private final Clock clock;

    TokenLives(
            LifeTransaction transaction,
            UnrecordedLives unrecorded,
            DirectoryStore directory,
            StateFeed feed,
            Clock clock) {
        this.transaction = transaction;
        this.unrecorded = unrecorded;
        this.directory = directory;
        this.feed = feed;
        this.clock = clock;
    }

    /// Makes a move for whoever holds the presented token, if their role allows it.
    public Uni<Change> change(TokenId id, Effective caller, Origin origin, Move move) {
        return role(caller)
                .chain(role ->
                        made(caller.org(), id, token -> refused(move, token, caller, role), move, act(caller, origin)));
    }

    /// The same, if the token still has the version that the caller has seen; empty for any.
    public Uni<Change> change(TokenId id, Optional<Long> version, Effective caller, Origin origin, Move move) {
        return role(caller)
                .chain(role -> made(
                        caller.org(),
                        id,
                        token -> refused(move, token, caller, role).or(() -> outdated(token, version)),
                        move,
                        act(caller, origin)));
    }

    /// Makes a move that is nobody's to allow: by a policy, or because of a proof.
    public Uni<Change> change(OrgHandle org, TokenId id, Act act, Move move) {
        return made(org, id, _ -> Optional.empty(), move, act);
    }

    /// What a move would do right now for whoever holds the presented token, without doing it.
    public Uni<Change> preview(TokenId id, Effective caller, Origin origin, Move move) {
        return role(caller)
                .chain(role -> again(() -> transaction.preview(
                        caller.org(), id, token -> refused(move, token, caller, role), move, act(caller, origin))));
    }

    /// Ends the presented token, which has no record, with what was minted through it; empty where it had ended before.
    public Uni<Optional<UnrecordedEnd>> endUnrecorded(Effective caller, Origin origin) {
        var act = act(caller, origin);
        return TokenLives.<Optional<UnrecordedEnd>>again(() -> unrecorded.endAlone(caller.tokenId(), act))
                .invoke(ended -> ended.ifPresent(end -> end.states().forEach(feed::apply)));
    }

    /// What this verifier has to know of a change, once it is committed.
    public void apply(Change change) {
        if (change instanceof Made made) {
            made.states().forEach(feed::apply);
        }
    }

    /// Who did it, from where and when; the time as exact as it can be stored.
    public Act act(Effective caller, Origin origin) {
        return new Act(Acts.actor(caller), origin, now());
    }

    /// Now, as exact as it can be stored.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Uni<Change> made(
            OrgHandle org, TokenId id, Function<TokenRecord, Optional<Change>> objection, Move move, Act act) {
        return again(() -> transaction.change(org, id, objection, move, act)).invoke(this::apply);
    }

    private static Optional<Change> refused(Move move, TokenRecord token, Effective caller, Optional<Role> role) {
        return MayChange.allows(move, token, caller, role) ? Optional.empty() : Optional.of(new NotAllowed());
    }

    private static Optional<Change> outdated(TokenRecord token, Optional<Long> version) {
        return version.filter(seen -> seen != token.version()).map(seen -> new Outdated(token.version()));
    }

    /// The present role of the person whose token it is; a token of nobody has none.
    public Uni<Optional<Role>> role(Effective caller) {
        return caller.person().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : directory.role(caller.org(), caller.person().get());
    }

    /// Repeats a transaction that another one has pushed aside.
    public static <T> Uni<T> again(Supplier<Uni<? extends T>> transaction) {
        return Uni.createFrom()
                .deferred(transaction)
                .onFailure(TokenLives::wasPushedAside)
                .retry()
                .atMost(TRIED_AGAIN);
    }

    private static boolean wasPushedAside(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof PgException refused && MET.contains(String.valueOf(refused.getSqlState()))) {
                return true;
            }
        }
        return false;
    }
}
