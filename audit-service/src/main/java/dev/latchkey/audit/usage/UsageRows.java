package dev.latchkey.audit.usage;

import dev.latchkey.audit.usage.UsageRecord.Accepted;
import dev.latchkey.audit.usage.UsageRecord.Listed;
import dev.latchkey.audit.usage.UsageRecord.Others;
import dev.latchkey.audit.usage.UsageRecord.Refused;
import dev.latchkey.audit.usage.UsageRecord.Source;
import dev.latchkey.audit.usage.UsageRecord.State;
import dev.latchkey.audit.usage.UsageRecord.TokenFacts;
import dev.latchkey.audit.usage.UsageRecord.Use;
import dev.latchkey.audit.usage.UsageStore.LastUse;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of the usage tables as what the interface shows.
final class UsageRows {
    private static final String ROOT = "root";

    private UsageRows() {}

    static UsageRecord usage(Row row) {
        var seen = at(row, "first_seen_at");
        var born = at(row, "created_at");
        var complete = required(row, "complete_since");
        var since = born != null ? born : required(row, "first_seen_at");
        return new UsageRecord(
                row.getString("token_id"),
                row.getString("org"),
                seen != null ? Use.RECORDED : since.isBefore(complete) ? Use.NONE_RECORDED : Use.NEVER,
                since.isBefore(complete) ? complete : since,
                accepted(row),
                refused(row),
                row.getLong("accepted_30d"),
                row.getLong("refused_30d"),
                row.getInteger("sources"));
    }

    static Listed listed(Row row, Instant now) {
        String[] resources = row.getArrayOfStrings("resources");
        return new Listed(
                usage(row),
                new TokenFacts(
                        row.getString("name"),
                        row.getString("hint"),
                        row.getString("kind"),
                        state(row, now),
                        row.getString("person_id"),
                        row.getString("access"),
                        resources == null ? null : List.of(resources),
                        required(row, "created_at"),
                        at(row, "expires_at")));
    }

    /// Told apart in the order in which a verifier refuses.
    private static State state(Row row, Instant now) {
        if (at(row, "revoked_at") != null) {
            return State.REVOKED;
        }
        if (at(row, "suspended_at") != null) {
            return State.SUSPENDED;
        }
        if (isOver(at(row, "expires_at"), now) || isOver(at(row, "ends_at"), now)) {
            return State.EXPIRED;
        }
        return at(row, "rotated_at") != null ? State.ROTATED : State.ACTIVE;
    }

    private static boolean isOver(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }

    static Source source(Row row) {
        return new Source(
                told(row, "ip"),
                told(row, "user_agent"),
                Client.of(row.getString("user_agent")),
                required(row, "first_at"),
                required(row, "last_at"),
                row.getLong("accepted"),
                row.getLong("refused"));
    }

    static Others others(Row row) {
        return new Others(
                required(row, "first_at"), required(row, "last_at"), row.getLong("accepted"), row.getLong("refused"));
    }

    static LastUse lastUse(Row row) {
        return new LastUse(required(row, "accepted_at"), told(row, "accepted_ip"), told(row, "accepted_user_agent"));
    }

    private static @Nullable Accepted accepted(Row row) {
        var at = at(row, "accepted_at");
        var child = row.getString("accepted_child");
        return at == null
                ? null
                : new Accepted(
                        at,
                        told(row, "accepted_ip"),
                        told(row, "accepted_user_agent"),
                        Client.of(row.getString("accepted_user_agent")),
                        row.getString("accepted_access"),
                        row.getString("accepted_resource"),
                        ROOT.equals(child) ? null : child);
    }

    private static @Nullable Refused refused(Row row) {
        var at = at(row, "refused_at");
        return at == null
                ? null
                : new Refused(
                        at,
                        row.getString("refused_reason"),
                        told(row, "refused_ip"),
                        told(row, "refused_user_agent"),
                        Client.of(row.getString("refused_user_agent")));
    }

    /// Stored empty where it was not told.
    private static @Nullable String told(Row row, String column) {
        var text = row.getString(column);
        return text == null || text.isEmpty() ? null : text;
    }

    private static Instant required(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable Instant at(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
