package dev.latchkey.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an org has decided about its tokens, and about the logins of its members.
///
/// @param maxTokenLife the longest a token may be minted for, ISO 8601; absent for the suite's own limit
/// @param neverExpiresAllowed whether tokens without an end may be minted, each with a reason
/// @param callsPerSecond over all tokens of the org; absent for the suite's default
/// @param callsPerSecondPerToken of each token of the org; absent for the suite's default
/// @param suspendIdleFor a token that was not used for so long is suspended, ISO 8601; absent for never
/// @param ipPrecision how exactly the address of a use is kept; absent for all of it
/// @param sessions what holds for the logins of members; absent when nothing was decided
public record OrgPolicy(
        @Nullable Duration maxTokenLife,
        boolean neverExpiresAllowed,
        @Nullable Double callsPerSecond,
        @Nullable Double callsPerSecondPerToken,
        @Nullable Duration suspendIdleFor,
        @Nullable IpPrecision ipPrecision,
        @Nullable SessionPolicy sessions) {
    /// What holds for an org that has decided nothing.
    public static final OrgPolicy UNDECIDED = ofTokens(null, false, null, null);

    public OrgPolicy {
        if (maxTokenLife != null && !maxTokenLife.isPositive()) {
            throw new IllegalArgumentException("max_token_life is not positive");
        }
        if (suspendIdleFor != null && !suspendIdleFor.isPositive()) {
            throw new IllegalArgumentException("suspend_idle_for is not positive");
        }
        if (!isRate(callsPerSecond) || !isRate(callsPerSecondPerToken)) {
            throw new IllegalArgumentException("a rate is a positive number");
        }
    }

    /// How exactly the address of a use is kept.
    public enum IpPrecision {
        FULL,
        /// The /24 of an IPv4 address, the /48 of an IPv6 one.
        NETWORK,
        NONE
    }

    /// A policy about the lives and the pace of tokens, and nothing else.
    public static OrgPolicy ofTokens(
            @Nullable Duration maxTokenLife,
            boolean neverExpiresAllowed,
            @Nullable Double callsPerSecond,
            @Nullable Double callsPerSecondPerToken) {
        return new OrgPolicy(
                maxTokenLife, neverExpiresAllowed, callsPerSecond, callsPerSecondPerToken, null, null, null);
    }

    private static boolean isRate(@Nullable Double rate) {
        return rate == null || (Double.isFinite(rate) && rate > 0);
    }
}
