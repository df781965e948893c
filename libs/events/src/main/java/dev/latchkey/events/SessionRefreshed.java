package dev.latchkey.events;

import java.time.Instant;
import java.util.Objects;

/// A session goes on under a new cookie; the old one is dead.
///
/// @param cause `step-up`, `role-changed` or `password-changed`
/// @param authTime the last full proof
public record SessionRefreshed(String sessionId, String personId, String cause, String acr, Instant authTime, Act act)
        implements Event {
    public SessionRefreshed {
        Objects.requireNonNull(sessionId, "session_id");
        Objects.requireNonNull(personId, "person_id");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(acr, "acr");
        Objects.requireNonNull(authTime, "auth_time");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.SESSION_REFRESHED;
    }

    @Override
    public String key() {
        return sessionId;
    }
}
