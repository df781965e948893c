package dev.latchkey.events;

import java.util.Objects;

/// A login took the place of an earlier one on the same device. That one's end has an event of its own.
///
/// @param sessionId the new one
/// @param replaced the one that ended
public record SessionConsolidated(String sessionId, String personId, String deviceId, String replaced, Act act)
        implements Event {
    public SessionConsolidated {
        Objects.requireNonNull(sessionId, "session_id");
        Objects.requireNonNull(personId, "person_id");
        Objects.requireNonNull(deviceId, "device_id");
        Objects.requireNonNull(replaced, "replaced");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.SESSION_CONSOLIDATED;
    }

    @Override
    public String key() {
        return sessionId;
    }
}
