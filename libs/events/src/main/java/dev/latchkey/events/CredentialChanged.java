package dev.latchkey.events;

import java.util.Objects;

/// What a person logs in with has changed.
///
/// @param credential `password`, …
/// @param change `create`, `update` or `revoke`
public record CredentialChanged(String personId, String credential, String change, Act act, Caep caep)
        implements Event {
    public CredentialChanged {
        Objects.requireNonNull(personId, "person_id");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(caep, "caep");
    }

    @Override
    public EventType type() {
        return EventType.CREDENTIAL_CHANGED;
    }

    @Override
    public String key() {
        return personId;
    }
}
