package dev.latchkey.token.presence;

import dev.latchkey.token.state.FeedConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/// Every verifier that may be answering. Whoever asks at the same time shares one look at the table.
@Singleton
public final class LiveVerifiers {
    /// One that has been silent for this much longer than its feed may be old refuses by itself.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration SHARED_FOR = Duration.ofMillis(10);

    private final Uni<List<LiveVerifier>> look;

    LiveVerifiers(VerifierStore rows, Heartbeats heartbeats, FeedConfig config) {
        var silence = config.maxFeedAge().plus(MARGIN);
        this.look = Uni.createFrom()
                .deferred(() -> rows.seenWithin(silence))
                .map(seen -> LiveVerifier.of(seen, heartbeats.heardWithin(silence)))
                .memoize()
                .forFixedDuration(SHARED_FOR);
    }

    /// Those that are live now, in order of their ids.
    public Uni<List<LiveVerifier>> now() {
        return look;
    }
}
