package dev.latchkey.session.live;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.session.member.PersonTies;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Whoever cannot act has no session any more, from the same transaction on.
@Singleton
final class SessionTies implements PersonTies {
    private final SessionTransaction sessions;

    SessionTies(SessionTransaction sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<Void> cut(PersonId person, State state, Act act) {
        return sessions.endAll(person, Cause.DISABLED, act).replaceWithVoid();
    }
}
