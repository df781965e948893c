package dev.latchkey.token.life;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.life.Change.Illegal;
import dev.latchkey.token.life.Change.Made;
import dev.latchkey.token.life.Change.NotAllowed;
import dev.latchkey.token.life.Change.Outdated;
import dev.latchkey.token.life.Change.Refused;
import dev.latchkey.token.life.Change.Unknown;
import dev.latchkey.token.record.Lifecycle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// The way from a request to a change of one token and back: who asks, the move, the answer.
@Singleton
public final class MoveRequests {
    private final Callers callers;
    private final TokenLives lives;

    MoveRequests(Callers callers, TokenLives lives) {
        this.callers = callers;
        this.lives = lives;
    }

    /// Makes a move on the token of this id.
    ///
    /// @param move read from the request once the caller is known
    public Uni<Response> make(String id, HttpServerRequest http, Supplier<Move> move, Function<Made, Response> answer) {
        return answered(
                id,
                callers.ofTokens(http, Access.WRITE),
                (token, caller) -> change(
                        token,
                        caller,
                        http,
                        move.get(),
                        made -> Uni.createFrom().item(answer.apply(made))));
    }

    /// The same for a move that any token may make on itself, whatever it reaches. A narrowed copy may not: whoever
    /// got one could stop all the others.
    ///
    /// @param answer may wait for something that the caller wants to know of the change
    /// @param unrecorded what becomes of the presented token when it is this one and has no record
    public Uni<Response> makeAlsoOnItself(
            String id,
            HttpServerRequest http,
            Move move,
            Function<Made, Uni<Response>> answer,
            Function<Effective, Uni<Response>> unrecorded) {
        return answered(
                id,
                Callers.presents(id, http) ? itself(http) : callers.ofTokens(http, Access.WRITE),
                (token, caller) -> token.equals(caller.tokenId()) && UnrecordedLives.areOf(caller.kind())
                        ? unrecorded.apply(caller)
                        : change(token, caller, http, move, answer));
    }

    private Uni<Response> change(
            TokenId token, Effective caller, HttpServerRequest http, Move move, Function<Made, Uni<Response>> answer) {
        return lives.change(token, caller, Acts.origin(http), move).chain(change -> switch (change) {
            case Made made -> answer.apply(made);
            case Refused refused -> Uni.createFrom().item(refusal(refused));
        });
    }

    private Uni<Caller> itself(HttpServerRequest http) {
        return callers.ofSelf(http)
                .chain(caller -> caller instanceof Caller.Holder(var effective, var _) && effective.narrowed()
                        ? callers.ofTokens(http, Access.WRITE)
                        : Uni.createFrom().item(caller));
    }

    /// Lets somebody with a token that may change tokens do it to the one of this id.
    public Uni<Response> forHolder(
            String id, HttpServerRequest http, BiFunction<TokenId, Effective, Uni<Response>> act) {
        return answered(id, callers.ofTokens(http, Access.WRITE), act);
    }

    private static Uni<Response> answered(
            String id, Uni<Caller> asking, BiFunction<TokenId, Effective, Uni<Response>> act) {
        return asking.chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("no service changes tokens by this path");
            case Caller.Holder(var effective, var _) ->
                TokenId.parsePublic(id)
                        .map(token -> act.apply(token, effective))
                        .orElseGet(() ->
                                Uni.createFrom().item(Problem.notFound("token").toResponse()));
        });
    }

    /// What came of it, as an answer.
    public static Response answer(Change change, Function<Made, Response> made) {
        return switch (change) {
            case Made done -> made.apply(done);
            case Refused refused -> refusal(refused);
        };
    }

    /// A change that was not made, as an answer.
    public static Response refusal(Refused refused) {
        return switch (refused) {
            case Illegal(var from) -> illegal(from.slug(), sentence(from));
            case NotAllowed _ ->
                new Problem("role-too-low", 403, "Role too low", "Changing this token needs the role admin in the org.")
                        .toResponse();
            case Outdated _ ->
                new Problem("precondition-failed", 412, "Changed meanwhile", "The record has changed. Read it again.")
                        .toResponse();
            case Unknown _ -> Problem.notFound("token").toResponse();
        };
    }

    /// The answer where the state that a token is in does not allow what was asked.
    public static Response illegal(String state, String sentence) {
        return new Problem("illegal-transition", 409, "Not from this state", sentence)
                .in(state)
                .toResponse();
    }

    private static String sentence(Lifecycle from) {
        return switch (from) {
            case Lifecycle.Active _ -> "The token is active.";
            case Lifecycle.RotatedOut(var _, var successor, var endsAt) ->
                "The token is rotated: " + successor.publicId() + " replaces it, and it ends at " + endsAt + ".";
            case Lifecycle.Suspended(var _, var suspension) ->
                suspension
                        .with()
                        .map(parent -> "The token is suspended together with " + parent.publicId() + ".")
                        .orElseGet(() -> "The token is suspended since " + suspension.since() + ".");
            case Lifecycle.Expired(var _, var at) -> "The token is expired since " + at + ".";
            case Lifecycle.Revoked(var end) -> "The token is revoked since " + end.at() + ".";
        };
    }
}
