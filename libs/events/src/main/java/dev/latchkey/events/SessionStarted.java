package dev.latchkey.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Somebody has logged in.
///
/// @param sessionId `ses_…`
/// @param deviceId `dev_…`
/// @param newDevice whether the person had never logged in with it
/// @param acr `lk1`, or `lk2` for two factors
/// @param amr how, such as `pwd`
public record SessionStarted(
        String sessionId,
        String personId,
        String deviceId,
        boolean newDevice,
        String acr,
        List<String> amr,
        Instant authTime,
        Act act)
        implements Event {
    public SessionStarted {
        Objects.requireNonNull(sessionId, "session_id");
        Objects.requireNonNull(personId, "person_id");
        Objects.requireNonNull(deviceId, "device_id");
        Objects.requireNonNull(acr, "acr");
        amr = List.copyOf(Objects.requireNonNull(amr, "amr"));
        Objects.requireNonNull(authTime, "auth_time");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.SESSION_STARTED;
    }

    @Override
    public String key() {
        return sessionId;
    }
}
