package dev.latchkey.events;

import dev.latchkey.events.MembershipChanged.Role;
import java.time.Instant;
import java.util.Objects;

/// Somebody was invited into an org. Carries no e-mail address and no code.
///
/// @param invitationId `inv_…`
/// @param role what the invited person becomes
/// @param expiresAt when it ends by itself; nothing is told then
public record InvitationCreated(String invitationId, String org, Role role, Instant expiresAt, long version, Act act)
        implements Event {
    public InvitationCreated {
        Objects.requireNonNull(invitationId, "invitation_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(expiresAt, "expires_at");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.INVITATION_CREATED;
    }

    @Override
    public String key() {
        return invitationId;
    }
}
