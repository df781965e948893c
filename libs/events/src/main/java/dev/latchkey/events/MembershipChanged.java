package dev.latchkey.events;

import java.util.Objects;

/// The present state of a person's membership in an org.
///
/// @param membershipId `mem_…`
/// @param ended true when the person has left or was removed; the role is then the last one held
public record MembershipChanged(
        String membershipId, String org, String personId, Role role, boolean ended, long version, Act act)
        implements Event {
    public MembershipChanged {
        Objects.requireNonNull(membershipId, "membership_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(personId, "person_id");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(act, "act");
    }

    /// What a member may do in the org; each includes the next.
    public enum Role {
        OWNER,
        ADMIN,
        MEMBER,
        VIEWER
    }

    @Override
    public EventType type() {
        return EventType.MEMBERSHIP_CHANGED;
    }

    @Override
    public String key() {
        return membershipId;
    }
}
