package dev.latchkey.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The present state of an OAuth app, everywhere or in one org. On the compacted apps topic the highest version is the
/// truth.
///
/// @param appId `app_…`
/// @param org the org whose dial this is; absent for the app as such
/// @param name what people see; absent in the record of an org's dial
/// @param dial what the app may do right now
/// @param reason why the dial is where it is, told to whoever is refused; absent while it is normal
/// @param until when the dial turns back to normal by itself; absent when open-ended
/// @param callsPerSecond over all tokens of the app (of the org): while slowed, what it is slowed to until `until`;
///     otherwise its standing limit; absent when not limited
/// @param deleted whether the app is no more; its tokens are refused as those of a suspended one
public record AppChanged(
        String appId,
        @Nullable String org,
        @Nullable String name,
        State.Dial dial,
        @Nullable String reason,
        @Nullable Instant until,
        @Nullable Double callsPerSecond,
        boolean deleted,
        long version,
        Act act)
        implements Event {
    public AppChanged {
        Objects.requireNonNull(appId, "app_id");
        Objects.requireNonNull(dial, "dial");
        Objects.requireNonNull(act, "act");
        if (callsPerSecond != null && !(Double.isFinite(callsPerSecond) && callsPerSecond > 0)) {
            throw new IllegalArgumentException("a rate is a positive number");
        }
        if (dial == State.Dial.SLOWED && callsPerSecond == null) {
            throw new IllegalArgumentException("an app is slowed to a rate");
        }
    }

    @Override
    public EventType type() {
        return EventType.APP_CHANGED;
    }

    /// The app's id; for the dial of an org `<app id>/<org>`, so that a thousand dials are a thousand small records.
    @Override
    public String key() {
        return org == null ? appId : appId + "/" + org;
    }
}
