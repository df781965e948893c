package dev.latchkey.events;

import dev.latchkey.events.MembershipChanged.Role;
import java.util.Objects;

/// An invitation was taken back, or lost by too many wrong check codes: nobody can accept it any more.
///
/// @param invitationId `inv_…`
/// @param reason `requested`, or `guessed` after too many wrong check codes
public record InvitationRevoked(String invitationId, String org, Role role, String reason, long version, Act act)
        implements Event {
    public InvitationRevoked {
        Objects.requireNonNull(invitationId, "invitation_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.INVITATION_REVOKED;
    }

    @Override
    public String key() {
        return invitationId;
    }
}
