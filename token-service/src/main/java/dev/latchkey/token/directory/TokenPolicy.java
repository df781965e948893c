package dev.latchkey.token.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an org has decided about the lives of its tokens.
///
/// @param longestLife empty for the suite's own limit
public record TokenPolicy(Optional<Duration> longestLife, boolean neverExpiresAllowed) {
    /// How long a token lives for which nobody has said anything.
    public static final Duration USUAL_LIFE = Duration.ofDays(90);

    /// When a token that is issued now ends at the latest; empty where nothing is decided about it.
    ///
    /// @param endless whether it would otherwise never end
    public Optional<Instant> latestEnd(Instant now, boolean endless) {
        if (endless && neverExpiresAllowed) {
            return Optional.empty();
        }
        return longestLife
                .or(() -> endless ? Optional.of(USUAL_LIFE) : Optional.empty())
                .map(now::plus);
    }
}
