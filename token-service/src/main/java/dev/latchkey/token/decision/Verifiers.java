package dev.latchkey.token.decision;

import dev.latchkey.access.Verifier;
import dev.latchkey.token.state.StateFeed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// Verifiers at rest. One owns digests and scratch memory that two threads must not share, so each use borrows one.
@Singleton
final class Verifiers {
    private final ConcurrentLinkedQueue<Verifier> resting = new ConcurrentLinkedQueue<>();
    private final StateFeed feed;
    private final Clock clock;

    Verifiers(StateFeed feed, Clock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    <T> T with(Function<Verifier, T> work) {
        var borrowed = resting.poll();
        var verifier = borrowed == null ? new Verifier(feed, clock) : borrowed;
        try {
            return work.apply(verifier);
        } finally {
            resting.add(verifier);
        }
    }
}
