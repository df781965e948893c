package dev.latchkey.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The present state of an org. On the compacted directory topic the highest version is the truth.
///
/// @param org the immutable handle
/// @param policy what the org has decided about its tokens; absent when it has decided nothing
public record OrgChanged(
        String org, String displayName, @Nullable OrgPolicy policy, long version, Act act) implements Event {
    public OrgChanged {
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(displayName, "display_name");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.ORG_CHANGED;
    }

    @Override
    public String key() {
        return org;
    }
}
