package dev.latchkey.session.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.MembershipChanged.Role;
import java.time.Instant;

/// A person's place in an org: one per pair, also after leaving and coming back.
///
/// @param ended whether the person has left or was removed; the role is then the last one held
/// @param version counts its changes, from 1
public record Membership(
        MembershipId id, OrgHandle org, PersonId person, Role role, boolean ended, Instant createdAt, long version) {
    /// A membership as it begins.
    public static Membership begun(MembershipId id, OrgHandle org, PersonId person, Role role, Instant now) {
        return new Membership(id, org, person, role, false, now, 1);
    }

    /// In force with this role, whatever was before.
    public Membership with(Role other) {
        return new Membership(id, org, person, other, false, createdAt, version + 1);
    }

    public Membership over() {
        return new Membership(id, org, person, role, true, createdAt, version + 1);
    }

    MembershipChanged told(Act act) {
        return new MembershipChanged(id.publicId(), org.value(), person.publicId(), role, ended, version, act);
    }
}
