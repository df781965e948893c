package dev.latchkey.events;

import java.util.Objects;

/// A person calls a device something else.
///
/// @param deviceId `dev_…`
public record DeviceRenamed(String deviceId, String personId, String before, String after, Act act) implements Event {
    public DeviceRenamed {
        Objects.requireNonNull(deviceId, "device_id");
        Objects.requireNonNull(personId, "person_id");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.DEVICE_RENAMED;
    }

    @Override
    public String key() {
        return deviceId;
    }
}
