package dev.latchkey.session.ending;

import dev.latchkey.access.SessionId;
import java.time.Instant;
import java.util.List;

/// What one act has ended.
///
/// @param sessions all that ended
/// @param listed those that were shown before
record Ended(EndingId id, List<SessionId> sessions, List<SessionId> listed, Instant since) {
    Ended {
        sessions = List.copyOf(sessions);
        listed = List.copyOf(listed);
    }

    /// How many of those that were shown ended by this act; others may have been over before.
    int ofListed() {
        return (int) sessions.stream().filter(listed::contains).count();
    }

    /// Those that were born after the list was shown.
    List<SessionId> also() {
        return sessions.stream().filter(session -> !listed.contains(session)).toList();
    }
}
