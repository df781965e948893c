package dev.latchkey.session.live;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.throttle.AccountName;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads rows of sessions.
@Singleton
final class SessionRows {
    /// Roles as one text, to see that they have changed. The person is `p`, their memberships `m`.
    private static final String ROLES = "coalesce(string_agg(m.org || '=' || m.role, ' ' order by m.org), '')"
            + " || case when p.operator then ' operator' else '' end";

    /// An org that wants a newer or stronger login is not reached; its policy holds all the same.
    private static final String REACHED = "(m.reauth_after is null or m.reauth_after < s.auth_time)"
            + " and (o.least_acr is null or o.least_acr <= s.acr)";

    static final String SELECT =
            "select s.id, s.person_id, s.device_id, s.acr, s.amr, s.keep, s.auth_time, s.started_at,"
                    + " s.last_seen_at, p.display_name, p.email_key, p.home_org, p.operator, p.state,"
                    + " s.roles <> r.roles as roles_changed, r.memberships, p.operator or r.powerful as powerful,"
                    + " r.org_life, r.org_idle, r.keep_forbidden"
                    + " from session s join person p on p.id = s.person_id cross join lateral (select "
                    + ROLES + " as roles, coalesce(string_agg(m.org || '=' || m.role, ' ') filter (where " + REACHED
                    + "), '') as memberships, coalesce(bool_or(m.role in ('owner', 'admin')), false) as powerful,"
                    + " min(o.session_life_seconds) as org_life, min(o.session_idle_seconds) as org_idle,"
                    + " coalesce(bool_or(o.keep_logged_in_forbidden), false) as keep_forbidden"
                    + " from membership m join org o on o.handle = m.org where m.person_id = p.id and not m.ended) r";

    private final Limits limits;

    SessionRows(Limits limits) {
        this.limits = limits;
    }

    /// The roles of the person with the id of the parameter `person`.
    static String rolesOfPerson() {
        return "(select " + ROLES + " from person p left join membership m on m.person_id = p.id and not m.ended"
                + " where p.id = :person group by p.operator)";
    }

    static Facts facts(Row row) {
        return new Facts(
                row.getBoolean("powerful"),
                row.getBoolean("keep"),
                row.getBoolean("keep_forbidden"),
                seconds(row, "org_life"),
                seconds(row, "org_idle"),
                time(row, "started_at"),
                time(row, "last_seen_at"));
    }

    LiveSession session(Row row) {
        var facts = facts(row);
        return new LiveSession(
                id(row),
                person(row),
                row.getString("display_name"),
                Optional.ofNullable(row.getString("email_key")).flatMap(AccountName::parse),
                new DeviceId(row.getString("device_id")),
                Acr.of(row.getString("acr")),
                List.of(row.getString("amr").split(" ", -1)),
                time(row, "auth_time"),
                facts.startedAt(),
                facts.lastSeenAt(),
                limits.endsAt(facts),
                limits.idleAt(facts),
                new OrgHandle(row.getString("home_org")),
                orgs(row.getString("memberships")),
                row.getBoolean("operator"),
                row.getBoolean("roles_changed"));
    }

    static SessionId id(Row row) {
        return SessionId.parsePublic(row.getString("id")).orElseThrow();
    }

    static PersonId person(Row row) {
        return PersonId.parsePublic(row.getString("person_id")).orElseThrow();
    }

    static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static Optional<Duration> seconds(Row row, String column) {
        return Optional.ofNullable(row.getLong(column)).map(Duration::ofSeconds);
    }

    private static Map<OrgHandle, Role> orgs(String memberships) {
        var orgs = new HashMap<OrgHandle, Role>();
        for (var membership : memberships.split(" ", -1)) {
            var equals = membership.indexOf('=');
            if (equals > 0) {
                orgs.put(
                        new OrgHandle(membership.substring(0, equals)),
                        Role.valueOf(membership.substring(equals + 1).toUpperCase(Locale.ROOT)));
            }
        }
        return orgs;
    }
}
