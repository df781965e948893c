package dev.latchkey.session.directory;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.MembershipChanged.Role;

/// Who the caller is in an org right now.
public sealed interface Seat {
    /// Somebody whom the org's members' facts may be shown.
    sealed interface Taken extends Seat {
        Org org();
    }

    /// An active person with a role of today.
    record Member(Org org, PersonId person, Role role) implements Taken {}

    /// A token of the org that is nobody's.
    record Machine(Org org) implements Taken {}

    /// Nobody there.
    record Denied(Denial denial) implements Seat {}
}
