package dev.latchkey.audit.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// When, from where and with what a token was last used. A null is never bare: `use` says what it means.
///
/// @param trackedSince since when nothing would have been missed: the token's birth, or when tracking began
/// @param accepted30d accepted uses in the last 30 UTC days, today included
/// @param sources how many rows its sources take; more than can be kept apart are one
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UsageRecord(
        String tokenId,
        String org,
        Use use,
        Instant trackedSince,
        @Nullable Accepted lastAccepted,
        @Nullable Refused lastRefused,
        @JsonProperty("accepted_30d") long accepted30d,
        @JsonProperty("refused_30d") long refused30d,
        int sources) {

    /// What is known of its use.
    public enum Use {
        /// It was presented: accepted, refused, or both.
        RECORDED,
        /// Never presented, and tracked from birth.
        NEVER,
        /// No use recorded, but it is older than the tracking.
        NONE_RECORDED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The last accepted use.
    ///
    /// @param client short reading of the user agent
    /// @param child fingerprint of the narrowed copy that was presented; null for the token as issued
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Accepted(
            Instant at,
            @Nullable String ip,
            @Nullable String userAgent,
            String client,
            @Nullable String access,
            @Nullable String resource,
            @Nullable String child) {}

    /// The last authentic use that was refused.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Refused(
            Instant at,
            String reason,
            @Nullable String ip,
            @Nullable String userAgent,
            String client) {}

    /// A record in a list, with what identifies the token to a person.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Listed(
            @JsonUnwrapped UsageRecord usage, @JsonUnwrapped TokenFacts token) {}

    /// What a person may see of a token.
    ///
    /// @param owner the person it acts for; null for a token of the org itself
    /// @param resources what it may reach; null for all of the org
    /// @param expiresAt null for one that never expires
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TokenFacts(
            String name,
            String hint,
            String kind,
            State state,
            @Nullable String owner,
            String access,
            @Nullable List<String> resources,
            Instant createdAt,
            @Nullable Instant expiresAt) {}

    /// Whether a token can still be used.
    public enum State {
        ACTIVE,
        SUSPENDED,
        /// Replaced by a successor, and valid for a while.
        ROTATED,
        EXPIRED,
        REVOKED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A page of a list.
    ///
    /// @param next cursor of the next page; null on the last one
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<Listed> items, @Nullable String next) {}

    /// The sources of a token, last seen first.
    ///
    /// @param others the sums of those that are no longer kept apart; null while all are
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Sources(List<Source> items, @Nullable Others others) {}

    /// One (address, user agent) that a token was used from.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Source(
            @Nullable String ip,
            @Nullable String userAgent,
            String client,
            Instant firstSeen,
            Instant lastSeen,
            long accepted,
            long refused) {}

    record Others(Instant firstSeen, Instant lastSeen, long accepted, long refused) {}
}
