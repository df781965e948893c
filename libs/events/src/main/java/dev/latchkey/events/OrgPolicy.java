package dev.latchkey.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an org has decided about its tokens.
///
/// @param maxTokenLife the longest a token may be minted for, ISO 8601; absent for the suite's own limit
/// @param neverExpiresAllowed whether tokens without an end may be minted, each with a reason
/// @param callsPerSecond over all tokens of the org; absent for the suite's default
/// @param callsPerSecondPerToken of each token of the org; absent for the suite's default
public record OrgPolicy(
        @Nullable Duration maxTokenLife,
        boolean neverExpiresAllowed,
        @Nullable Double callsPerSecond,
        @Nullable Double callsPerSecondPerToken) {
    /// What holds for an org that has decided nothing.
    public static final OrgPolicy UNDECIDED = new OrgPolicy(null, false, null, null);

    public OrgPolicy {
        if (maxTokenLife != null && !maxTokenLife.isPositive()) {
            throw new IllegalArgumentException("max_token_life is not positive");
        }
        if (!isRate(callsPerSecond) || !isRate(callsPerSecondPerToken)) {
            throw new IllegalArgumentException("a rate is a positive number");
        }
    }

    private static boolean isRate(@Nullable Double rate) {
        return rate == null || (Double.isFinite(rate) && rate > 0);
    }
}
