package dev.latchkey.audit.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One usage event that passed every check: whatever stands in it can be stored and shown.
///
/// @param at by the verifier's clock, within the bound of the broker's
/// @param clockSuspect the verifier's clock was ahead of the broker's, whose time this is
/// @param heardAt by the broker's clock
record Use(
        Subject subject,
        Source source,
        Outcome outcome,
        long count,
        Instant at,
        boolean clockSuspect,
        Flush flush,
        Instant heardAt) {

    /// Whose use it is, from the token's identifier.
    record Subject(
            String tokenId,
            String org,
            String kind,
            @Nullable String personId,
            @Nullable String appId,
            @Nullable String sessionId) {}

    /// From where: canonical address and escaped agent, each empty when it was not told.
    record Source(String ip, String userAgent) {}

    /// What came of it.
    sealed interface Outcome {
        /// It was let through.
        ///
        /// @param access the higher of what was asked for
        /// @param resource the one asked for most often
        /// @param child fingerprint, or `root`
        record Accepted(@Nullable String access, @Nullable String resource, String child) implements Outcome {}

        /// It was not.
        ///
        /// @param reason slug of the refusal
        record Refused(String reason) implements Outcome {}
    }

    /// Which part of what a verifier has sent it is: the same when it was sent twice.
    ///
    /// @param partition of the topic; the same each time, since it follows from the token
    record Flush(String verifier, String boot, long number, int partition, int part, int parts) {}

    /// How many of these uses were accepted.
    long accepted() {
        return outcome instanceof Outcome.Accepted ? count : 0;
    }

    long refused() {
        return count - accepted();
    }
}
