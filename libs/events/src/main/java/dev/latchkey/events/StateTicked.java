package dev.latchkey.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The pulse of the state feed, once a second: how far the feed has been published.
///
/// A verifier that has applied every revision up to this one is as fresh as `at`.
///
/// @param publishedRevision every state record up to this revision had been sent when the tick was made
/// @param at when the tick was made, by the clock of the database behind the feed: the one clock all verifiers are
/// compared with
/// @param readAt when the position was read, if the database has refused since and the position is told on; absent when
/// it was read for this tick
public record StateTicked(
        long publishedRevision, Instant at, @Nullable Instant readAt) implements Event {
    /// The one key of all ticks: the last one stays on the compacted topic.
    public static final String KEY = "tick";

    public StateTicked {
        Objects.requireNonNull(at, "at");
    }

    /// A position that was read for this tick.
    public StateTicked(long publishedRevision, Instant at) {
        this(publishedRevision, at, null);
    }

    /// When the position was read.
    public Instant read() {
        return readAt == null ? at : readAt;
    }

    @Override
    public EventType type() {
        return EventType.STATE_TICKED;
    }

    @Override
    public String key() {
        return KEY;
    }
}
