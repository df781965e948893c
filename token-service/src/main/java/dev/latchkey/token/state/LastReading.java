package dev.latchkey.token.state;

import dev.latchkey.events.StateTicked;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The position of the feed as this replica read it last, for as long as nobody has read a later one.
///
/// A database that refuses this replica may still answer others. Whoever ticks with a later reading knows more: from
/// then on this one must not be told on, or it would keep verifiers fresh without what has been changed since.
@Singleton
final class LastReading {
    private record Taken(FeedPosition position, long nanos) {}

    private final AtomicReference<Optional<Taken>> taken = new AtomicReference<>(Optional.empty());

    /// This replica has asked, at this moment of a monotonic clock; empty when another had the turn.
    void read(Optional<FeedPosition> position, long nanos) {
        taken.set(position.map(found -> new Taken(found, nanos)));
    }

    /// Somebody has ticked; it may have been this replica.
    void heard(StateTicked tick) {
        var held = taken.get();
        if (held.filter(mine -> tick.read().isAfter(mine.position().at())).isPresent()) {
            taken.compareAndSet(held, Optional.empty());
        }
    }

    /// What may be told while the database is down.
    Optional<StateTicked> tick(long nanos) {
        return taken.get().flatMap(held -> held.position().tickAfter(Duration.ofNanos(nanos - held.nanos())));
    }
}
