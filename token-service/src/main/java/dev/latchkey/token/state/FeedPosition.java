package dev.latchkey.token.state;

import dev.latchkey.events.StateTicked;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How far the feed had been published at one moment, as one snapshot of the table shows it.
///
/// @param last the last revision there was
/// @param unsent the first state event that the relay had not got rid of
/// @param at when, by the clock of the database
record FeedPosition(long last, Optional<Unsent> unsent, Instant at) {
    /// A relay that has kept a change for longer publishes too little to be called fresh.
    static final Duration STUCK = Duration.ofSeconds(5);

    record Unsent(long revision, Instant since) {}

    /// What the relay has sent, not what it wishes; empty when it is stuck.
    Optional<StateTicked> tick() {
        return unsent.isEmpty()
                ? Optional.of(new StateTicked(last, at))
                : unsent.filter(waiting -> !waiting.since().isBefore(at.minus(STUCK)))
                        .map(waiting -> new StateTicked(waiting.revision() - 1, at));
    }

    /// The same some time later, when the database has been down for all of it: no change can have committed since, but
    /// one that had not been sent still is not.
    Optional<StateTicked> tickAfter(Duration silence) {
        return unsent.isEmpty() ? Optional.of(new StateTicked(last, at.plus(silence), at)) : Optional.empty();
    }
}
