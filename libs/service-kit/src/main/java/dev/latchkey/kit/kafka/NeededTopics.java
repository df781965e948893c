package dev.latchkey.kit.kafka;

import java.util.Set;

/// The topics a service cannot do its work without. Every service produces one: it never creates a topic itself.
///
/// @param away what an unreachable broker means for readiness
public record NeededTopics(Set<String> names, Away away) {
    public NeededTopics {
        names = Set.copyOf(names);
    }

    /// What readiness says while the broker does not answer.
    public enum Away {
        /// Nothing works without the broker.
        NOT_READY,
        /// What the service is for goes on: it stays ready if it was.
        AS_BEFORE
    }
}
