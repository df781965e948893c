package dev.latchkey.session.org;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.OrgPolicy.IpPrecision;
import dev.latchkey.events.SessionPolicy;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.session.directory.Org;
import dev.latchkey.session.request.Members;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an org has decided, as the API shows and takes it. What is absent is left to the suite; the policy can only be
/// stricter than that.
///
/// @param maxTokenLife the longest a token may be minted for
/// @param neverExpiresAllowed whether tokens without an end may be minted, each with a reason
/// @param callsPerSecond over all tokens of the org
/// @param callsPerSecondPerToken of each token of the org
/// @param suspendIdleFor a token that was not used for so long is suspended
/// @param ipPrecision how exactly the address of a use is kept: `full`, `network` (/24, /48) or `none`
/// @param leastAcr the weakest login that is let in
/// @param maxSessionLife how long a login lasts at most
/// @param maxSessionIdle how long it may lie idle
/// @param keepLoggedInForbidden whether "keep me logged in" is not offered
@JsonInclude(JsonInclude.Include.NON_NULL)
record PolicyView(
        @Schema(examples = "P90D") @Nullable String maxTokenLife,
        @Nullable Boolean neverExpiresAllowed,
        @Schema(examples = "100") @Nullable Double callsPerSecond,
        @Schema(examples = "5") @Nullable Double callsPerSecondPerToken,
        @Schema(examples = "P180D") @Nullable String suspendIdleFor,

        @Schema(enumeration = {"full", "network", "none"}) @Nullable
        String ipPrecision,

        @Schema(enumeration = {"lk1", "lk2"}) @Nullable String leastAcr,

        @Schema(examples = "PT8H") @Nullable String maxSessionLife,
        @Schema(examples = "PT15M") @Nullable String maxSessionIdle,
        @Nullable Boolean keepLoggedInForbidden) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(366);

    /// The longest session there is.
    private static final Duration LONGEST_SESSION = Duration.ofDays(30);

    private static final double MOST_CALLS = 1_000_000;

    static PolicyView of(Org org) {
        var policy = org.policy();
        var sessions = Optional.ofNullable(policy.sessions()).orElse(SessionPolicy.UNDECIDED);
        var precision = policy.ipPrecision();
        return new PolicyView(
                text(policy.maxTokenLife()),
                policy.neverExpiresAllowed(),
                policy.callsPerSecond(),
                policy.callsPerSecondPerToken(),
                text(policy.suspendIdleFor()),
                precision == null ? null : precision.name().toLowerCase(Locale.ROOT),
                sessions.leastAcr(),
                text(sessions.maxLife()),
                text(sessions.maxIdle()),
                sessions.keepLoggedInForbidden());
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }

    OrgPolicy policy() {
        var sessions = new SessionPolicy(
                Members.optional("least_acr", leastAcr, PolicyView::acr, "lk1 or lk2.")
                        .orElse(null),
                duration("max_session_life", maxSessionLife, MINUTE, LONGEST_SESSION),
                duration("max_session_idle", maxSessionIdle, MINUTE, LONGEST_SESSION),
                Boolean.TRUE.equals(keepLoggedInForbidden));
        return new OrgPolicy(
                duration("max_token_life", maxTokenLife, MINUTE, YEAR),
                Boolean.TRUE.equals(neverExpiresAllowed),
                rate("calls_per_second", callsPerSecond),
                rate("calls_per_second_per_token", callsPerSecondPerToken),
                duration("suspend_idle_for", suspendIdleFor, DAY, YEAR.multipliedBy(10)),
                Members.optional("ip_precision", ipPrecision, PolicyView::precision, "full, network or none.")
                        .orElse(null),
                sessions.equals(SessionPolicy.UNDECIDED) ? null : sessions);
    }

    private static @Nullable Duration duration(
            String field, @Nullable String text, Duration shortest, Duration longest) {
        return Members.optional(
                        field,
                        text,
                        given -> parse(given)
                                .filter(read -> read.compareTo(shortest) >= 0 && read.compareTo(longest) <= 0),
                        "A duration such as PT8H or P90D, from " + shortest + " to " + longest + ".")
                .orElse(null);
    }

    /// To whole seconds.
    private static Optional<Duration> parse(String text) {
        try {
            var read = Duration.parse(text);
            return read.equals(read.truncatedTo(ChronoUnit.SECONDS)) ? Optional.of(read) : Optional.empty();
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static @Nullable Double rate(String field, @Nullable Double rate) {
        if (rate != null && !(rate > 0 && rate <= MOST_CALLS)) {
            throw new InvalidRequestException(field, "A number above 0, a million at most.");
        }
        return rate;
    }

    private static Optional<String> acr(String text) {
        return text.equals("lk1") || text.equals("lk2") ? Optional.of(text) : Optional.empty();
    }

    private static Optional<IpPrecision> precision(String text) {
        return switch (text) {
            case "full" -> Optional.of(IpPrecision.FULL);
            case "network" -> Optional.of(IpPrecision.NETWORK);
            case "none" -> Optional.of(IpPrecision.NONE);
            default -> Optional.empty();
        };
    }
}
