package dev.latchkey.token.leave;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.token.directory.DirectoryStore;
import dev.latchkey.token.life.Change;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.record.Suspension;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Suspends the personal tokens of whoever has left an org. Coming back resumes none of them: somebody has to.
///
/// Deploy tokens belong to the org and live on.
@Singleton
public final class Leavers {
    private static final Actor POLICY = new Actor(ActorKind.POLICY, "token-service", null, null, null);

    private final DirectoryStore directory;
    private final TokenStore tokens;
    private final TokenLives lives;

    Leavers(DirectoryStore directory, TokenStore tokens, TokenLives lives) {
        this.directory = directory;
        this.tokens = tokens;
        this.lives = lives;
    }

    /// A membership has ended. It may be told again, and late: whoever is a member by now keeps what they have.
    public Uni<Void> left(OrgHandle org, PersonId person) {
        return directory
                .role(org, person)
                .chain(role -> role.isPresent()
                        ? Uni.createFrom().voidItem()
                        : tokens.ofPerson(org, person)
                                .chain(held -> Multi.createFrom()
                                        .iterable(held)
                                        .onItem()
                                        .transformToUniAndConcatenate(this::suspend)
                                        .collect()
                                        .last()
                                        .replaceWithVoid()));
    }

    private Uni<Change> suspend(TokenRecord token) {
        return lives.change(
                token.org(),
                token.id(),
                new Act(POLICY, Origin.NONE, lives.now()),
                new Move.Suspending(Suspension.Cause.OWNER_LEFT));
    }
}
