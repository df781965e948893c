package dev.latchkey.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A login is over: logged out, ended by somebody, or run out.
///
/// @param sessionId `ses_…`, which carries when the session began
/// @param personId `per_…`
/// @param since from when on it is over
/// @param reason a slug: `logged-out`, `ended`, `password-changed`, …
/// @param caep the same as an OpenID CAEP `session-revoked`; absent from older producers
public record SessionEnded(
        String sessionId,
        String personId,
        Instant since,
        String reason,
        Act act,
        @Nullable Caep caep) implements Event {
    /// One without the claims of CAEP.
    public SessionEnded(String sessionId, String personId, Instant since, String reason, Act act) {
        this(sessionId, personId, since, reason, act, null);
    }

    public SessionEnded {
        Objects.requireNonNull(sessionId, "session_id");
        Objects.requireNonNull(personId, "person_id");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.SESSION_ENDED;
    }

    @Override
    public String key() {
        return sessionId;
    }
}
