package dev.latchkey.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an org has decided about the logins of its members. It can only shorten what the suite allows.
///
/// @param leastAcr the weakest login that is let in, `lk1` or `lk2`; absent for any
/// @param maxLife how long a login lasts at most, ISO 8601; absent for the suite's own limit
/// @param maxIdle how long it may lie idle, ISO 8601; absent for the suite's own limit
/// @param keepLoggedInForbidden whether "keep me logged in" is not to be offered
public record SessionPolicy(
        @Nullable String leastAcr,
        @Nullable Duration maxLife,
        @Nullable Duration maxIdle,
        boolean keepLoggedInForbidden) {
    /// What holds for an org that has decided nothing about logins.
    public static final SessionPolicy UNDECIDED = new SessionPolicy(null, null, null, false);

    public SessionPolicy {
        if (maxLife != null && !maxLife.isPositive()) {
            throw new IllegalArgumentException("max_life is not positive");
        }
        if (maxIdle != null && !maxIdle.isPositive()) {
            throw new IllegalArgumentException("max_idle is not positive");
        }
    }
}
