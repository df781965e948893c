package dev.latchkey.token.presence;

import dev.latchkey.token.state.FeedConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/// Every verifier that may be answering. Whoever asks at the same time shares one look at the table.
///
/// One that has lost the database goes on by ticks, and its heartbeat tells of it. Where heartbeats are not heard, a
/// row that has fallen silent within the last day may be of such a one, and counts.
@Singleton
public final class LiveVerifiers {
    /// One that has been silent for this much longer than its feed may be old refuses by itself.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /// Older rows are swept.
    private static final Duration SWEPT_AFTER = Duration.ofDays(1);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final Duration SHARED_FOR = Duration.ofMillis(10);

    private final VerifierStore rows;
    private final Duration silence;
    private final Uni<List<LiveVerifier>> look;

    LiveVerifiers(VerifierStore rows, Heartbeats heartbeats, FeedConfig config) {
        this.rows = rows;
        this.silence = config.maxFeedAge().plus(MARGIN);
        this.look = Uni.createFrom()
                .deferred(() -> rows.seenWithin(heartbeats.hearsAll(silence) ? silence : SWEPT_AFTER))
                .ifNoItem()
                .after(ANSWER_LIMIT)
                .fail()
                .map(seen -> LiveVerifier.of(seen, heartbeats.heardWithin(silence)))
                .memoize()
                .forFixedDuration(SHARED_FOR);
    }

    /// Those that are live now, in order of their ids.
    public Uni<List<LiveVerifier>> now() {
        return look;
    }

    /// How many are live by their rows, this run of this verifier included.
    public Uni<Integer> withRows(String id, String boot) {
        return rows.seenWithin(silence)
                .map(seen -> LiveVerifier.of(seen, List.of(new Sighting(id, boot, 0, false))))
                .map(live -> Math.max(1, live.size()));
    }
}
