package dev.latchkey.session.member;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.PersonChanged.State;
import io.smallrye.mutiny.Uni;

/// What else hangs from a person, such as logins: cut in the transaction that disables or erases them.
public interface PersonTies {
    /// Ends what nobody may use who cannot act; deletes what is theirs when they are erased.
    ///
    /// @param state disabled or erased
    Uni<Void> cut(PersonId person, State state, Act act);
}
