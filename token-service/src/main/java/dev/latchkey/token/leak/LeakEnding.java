package dev.latchkey.token.leak;

import dev.latchkey.events.Act;
import dev.latchkey.events.StateChanged;
import dev.latchkey.token.life.Change;
import dev.latchkey.token.life.LifeTransaction;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.life.UnrecordedEnd;
import dev.latchkey.token.life.UnrecordedLives;
import dev.latchkey.token.record.End;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Ends what was found: the whole token with what was minted through it, or the narrowed copy with those narrowed
/// from it.
@Singleton
final class LeakEnding {
    private final LifeTransaction lives;
    private final UnrecordedLives unrecorded;

    LeakEnding(LifeTransaction lives, UnrecordedLives unrecorded) {
        this.lives = lives;
        this.unrecorded = unrecorded;
    }

    /// In the caller's transaction; answers what verifiers are told, nothing if it had ended before.
    Uni<List<StateChanged>> end(Leaked leaked, Act act) {
        return switch (leaked.identifier().kind()) {
            case PERSONAL, DEPLOY -> recorded(leaked, act);
            case SESSION, OAUTH -> unrecorded(leaked, act);
        };
    }

    /// A token with our chain whose record is gone is ended all the same.
    private Uni<List<StateChanged>> recorded(Leaked leaked, Act act) {
        var identifier = leaked.identifier();
        return lives.within(identifier.keyId().org(), identifier.tokenId(), _ -> Optional.empty(), move(leaked), act)
                .chain(change -> switch (change) {
                    case Change.Made made -> Uni.createFrom().item(made.states());
                    case Change.Illegal _ -> Uni.createFrom().item(List.of());
                    case Change.Unknown _ -> unrecorded(leaked, act);
                    case Change.NotAllowed _, Change.Outdated _ ->
                        throw new IllegalStateException("nobody was asked whether a leaked token may end");
                });
    }

    private Uni<List<StateChanged>> unrecorded(Leaked leaked, Act act) {
        var id = leaked.identifier().tokenId();
        return leaked.copy().isRoot()
                ? unrecorded
                        .end(id, act)
                        .map(ended -> ended.map(UnrecordedEnd::states).orElse(List.of()))
                : unrecorded.refuse(id, leaked.copy(), act);
    }

    private static Move move(Leaked leaked) {
        return leaked.copy().isRoot() ? new Move.Ending(End.Cause.LEAKED) : new Move.RefusingCopy(leaked.copy());
    }
}
