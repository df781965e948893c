package dev.latchkey.events;

import dev.latchkey.events.MembershipChanged.Role;
import java.util.Objects;

/// An invitation was accepted: nobody can accept it any more. The membership has an event of its own.
///
/// @param invitationId `inv_…`
/// @param personId whoever accepted it
public record InvitationAccepted(String invitationId, String org, Role role, String personId, long version, Act act)
        implements Event {
    public InvitationAccepted {
        Objects.requireNonNull(invitationId, "invitation_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(personId, "person_id");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.INVITATION_ACCEPTED;
    }

    @Override
    public String key() {
        return invitationId;
    }
}
