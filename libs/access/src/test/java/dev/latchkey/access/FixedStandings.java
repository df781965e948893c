package dev.latchkey.access;

import java.time.Instant;
import java.util.Set;

/// State as a test states it: what it does not name is live.
record FixedStandings(Standing tokens, Set<SessionId> ended) implements Standings {
    static final Instant ENDED_AT = Instant.parse("2026-09-30T12:00:00Z");

    FixedStandings() {
        this(Standing.Live.unchanged(), Set.of());
    }

    @Override
    public Standing of(Identifier identifier) {
        return tokens;
    }

    @Override
    public Standing of(SessionId session) {
        return ended.contains(session) ? new Standing.SessionEnded(ENDED_AT) : Standing.Live.unchanged();
    }
}
