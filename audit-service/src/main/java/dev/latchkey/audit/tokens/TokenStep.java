package dev.latchkey.audit.tokens;

import dev.latchkey.events.Act;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What has become of a token by one event, or by several in a row; null where nothing is said.
///
/// @param version of the last of them
/// @param stopTold whether it is said that it is suspended, or no longer
/// @param suspendedAt since when, if it is
record TokenStep(
        String tokenId,
        String org,
        long version,
        @Nullable Instant revokedAt,
        boolean stopTold,
        @Nullable Instant suspendedAt,
        @Nullable String name,
        @Nullable Instant rotatedAt,
        @Nullable Instant endsAt) {

    static TokenStep revoked(String tokenId, String org, long version, Act act) {
        return new TokenStep(tokenId, org, version, act.at(), false, null, null, null, null);
    }

    static TokenStep suspended(String tokenId, String org, long version, Act act) {
        return new TokenStep(tokenId, org, version, null, true, act.at(), null, null, null);
    }

    static TokenStep resumed(String tokenId, String org, long version) {
        return new TokenStep(tokenId, org, version, null, true, null, null, null, null);
    }

    static TokenStep renamed(String tokenId, String org, long version, String name) {
        return new TokenStep(tokenId, org, version, null, false, null, name, null, null);
    }

    static TokenStep rotated(String tokenId, String org, long version, Act act, Instant endsAt) {
        return new TokenStep(tokenId, org, version, null, false, null, null, act.at(), endsAt);
    }

    /// Both, in the order of their versions: the later one has the last word.
    TokenStep and(TokenStep other) {
        var first = version <= other.version ? this : other;
        var last = version <= other.version ? other : this;
        return new TokenStep(
                tokenId,
                org,
                last.version,
                last.revokedAt == null ? first.revokedAt : last.revokedAt,
                first.stopTold || last.stopTold,
                last.stopTold ? last.suspendedAt : first.suspendedAt,
                last.name == null ? first.name : last.name,
                last.rotatedAt == null ? first.rotatedAt : last.rotatedAt,
                last.endsAt == null ? first.endsAt : last.endsAt);
    }
}
