package dev.latchkey.session.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.OrgPolicy.IpPrecision;
import dev.latchkey.events.SessionPolicy;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Org to row and back.
final class OrgRows {
    private OrgRows() {}

    static Org read(OrgEntity row) {
        return new Org(
                new OrgHandle(row.handle), new DisplayName(row.displayName), policy(row), row.createdAt, row.version);
    }

    private static OrgPolicy policy(OrgEntity row) {
        var sessions = new SessionPolicy(
                row.leastAcr,
                duration(row.sessionLifeSeconds),
                duration(row.sessionIdleSeconds),
                row.keepLoggedInForbidden);
        return new OrgPolicy(
                duration(row.maxTokenLifeSeconds),
                row.neverExpiresAllowed,
                row.callsPerSecond,
                row.callsPerSecondPerToken,
                duration(row.suspendIdleSeconds),
                row.ipPrecision == null ? null : IpPrecision.valueOf(row.ipPrecision.toUpperCase(Locale.ROOT)),
                sessions.equals(SessionPolicy.UNDECIDED) ? null : sessions);
    }

    /// Writes what can change.
    static void update(OrgEntity row, Org org) {
        var policy = org.policy();
        var sessions = policy.sessions() == null ? SessionPolicy.UNDECIDED : policy.sessions();
        var precision = policy.ipPrecision();
        row.displayName = org.name().value();
        row.version = org.version();
        row.maxTokenLifeSeconds = seconds(policy.maxTokenLife());
        row.neverExpiresAllowed = policy.neverExpiresAllowed();
        row.callsPerSecond = policy.callsPerSecond();
        row.callsPerSecondPerToken = policy.callsPerSecondPerToken();
        row.suspendIdleSeconds = seconds(policy.suspendIdleFor());
        row.ipPrecision = precision == null ? null : precision.name().toLowerCase(Locale.ROOT);
        row.leastAcr = sessions.leastAcr();
        row.sessionLifeSeconds = seconds(sessions.maxLife());
        row.sessionIdleSeconds = seconds(sessions.maxIdle());
        row.keepLoggedInForbidden = sessions.keepLoggedInForbidden();
    }

    private static @Nullable Duration duration(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
