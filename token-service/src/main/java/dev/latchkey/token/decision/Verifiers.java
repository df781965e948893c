package dev.latchkey.token.decision;

import dev.latchkey.access.Verifier;
import dev.latchkey.token.state.FeedStandings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// Verifiers at rest. One owns digests and scratch memory that two threads must not share, so each use borrows one.
@Singleton
final class Verifiers {
    private final ConcurrentLinkedQueue<Verifier> resting = new ConcurrentLinkedQueue<>();
    private final FeedStandings standings;
    private final Clock clock;

    Verifiers(FeedStandings standings, Clock clock) {
        this.standings = standings;
        this.clock = clock;
    }

    <T> T with(Function<Verifier, T> work) {
        var borrowed = resting.poll();
        var verifier = borrowed == null ? new Verifier(standings, clock) : borrowed;
        try {
            return work.apply(verifier);
        } finally {
            resting.add(verifier);
        }
    }
}
