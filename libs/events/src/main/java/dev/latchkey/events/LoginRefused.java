package dev.latchkey.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Somebody tried to log in, or to prove who they are, and was refused.
///
/// @param personId whose account it was; absent when nobody has the name that was given
/// @param nameHash a keyed hash of that name, the same each time; never the name, since people type passwords there
/// @param method `password`, …
/// @param reason `wrong`, `unknown`, `disabled`, `throttled` or `switched-off`
public record LoginRefused(
        @Nullable String personId,
        String nameHash,
        String method,
        String reason,
        @Nullable String deviceId,
        Act act) implements Event {
    public LoginRefused {
        Objects.requireNonNull(nameHash, "name_hash");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.LOGIN_REFUSED;
    }

    @Override
    public String key() {
        return personId == null ? nameHash : personId;
    }
}
