package dev.latchkey.session.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.events.Act;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.OrgPolicy;
import java.time.Instant;

/// A tenant.
///
/// @param policy [OrgPolicy#UNDECIDED] where nothing was decided
/// @param version counts its changes, from 1
public record Org(OrgHandle handle, DisplayName name, OrgPolicy policy, Instant createdAt, long version) {
    /// An org as it begins.
    public static Org founded(OrgHandle handle, DisplayName name, Instant now) {
        return new Org(handle, name, OrgPolicy.UNDECIDED, now, 1);
    }

    public Org named(DisplayName other) {
        return new Org(handle, other, policy, createdAt, version + 1);
    }

    public Org deciding(OrgPolicy other) {
        return new Org(handle, name, other, createdAt, version + 1);
    }

    OrgChanged told(Act act) {
        var decided = policy.equals(OrgPolicy.UNDECIDED) ? null : policy;
        return new OrgChanged(handle.value(), name.value(), decided, version, act);
    }
}
