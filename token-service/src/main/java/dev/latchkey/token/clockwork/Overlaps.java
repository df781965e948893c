package dev.latchkey.token.clockwork;

import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.token.life.Change;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Ends tokens whose overlap with a successor is over.
@Singleton
final class Overlaps {
    static final Actor POLICY = new Actor(ActorKind.POLICY, "token-service", null, null, null);
    private static final int AT_A_TIME = 100;

    private final TokenStore tokens;
    private final TokenLives lives;

    Overlaps(TokenStore tokens, TokenLives lives) {
        this.tokens = tokens;
        this.lives = lives;
    }

    Uni<Void> end() {
        return tokens.rotatedOut(lives.now(), AT_A_TIME)
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(this::endOne)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Change> endOne(TokenRecord token) {
        return lives.change(
                token.org(), token.id(), new Act(POLICY, Origin.NONE, lives.now()), new Move.Ending(End.Cause.ROTATED));
    }
}
