package dev.latchkey.events;

import java.util.Objects;

/// The present state of a person. Carries no e-mail address: who needs one asks session-service.
///
/// @param personId `per_…`
public record PersonChanged(String personId, String displayName, State state, long version, Act act) implements Event {
    public PersonChanged {
        Objects.requireNonNull(personId, "person_id");
        Objects.requireNonNull(displayName, "display_name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(act, "act");
    }

    /// Whether the person can act.
    public enum State {
        ACTIVE,
        DISABLED,
        ERASED
    }

    @Override
    public EventType type() {
        return EventType.PERSON_CHANGED;
    }

    @Override
    public String key() {
        return personId;
    }
}
