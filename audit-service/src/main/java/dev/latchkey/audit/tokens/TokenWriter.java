package dev.latchkey.audit.tokens;

import dev.latchkey.audit.intake.Columns;
import dev.latchkey.events.TokenMinted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes token records, one statement per kind of change, rows in the order of their keys.
final class TokenWriter {
    /// The facts of birth are written once; an end or a name that came before them stays.
    private static final String BORN = """
            insert into token as held (token_id, org, version, kind, name, name_version, hint, person_id, access,
                                       resources, created_at, expires_at)
            select b.token_id, b.org, b.version, b.kind, b.name, b.version, b.hint, b.person_id, b.access,
                   string_to_array(b.resources, ' '), b.created_at, b.expires_at
              from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[])
                   as b (token_id, org, version, kind, name, hint, person_id, access, resources, created_at, expires_at)
             order by b.token_id
            on conflict (token_id) do update
               set version = greatest(held.version, excluded.version), kind = excluded.kind,
                   name = case when held.name_version < excluded.name_version then excluded.name else held.name end,
                   name_version = greatest(held.name_version, excluded.name_version),
                   hint = excluded.hint, person_id = excluded.person_id, access = excluded.access,
                   resources = excluded.resources, created_at = excluded.created_at, expires_at = excluded.expires_at
             where held.created_at is null""";

    /// A row for whatever is heard of before its birth.
    private static final String NAMED = """
            insert into token (token_id, org, version)
            select n.token_id, n.org, 0 from unnest($1::text[], $2::text[]) as n (token_id, org)
             order by n.token_id
            on conflict (token_id) do nothing""";

    /// What nothing is said of stays; so does what a later event has said.
    private static final String LIVED = """
            update token as held
               set version = greatest(held.version, s.version),
                   revoked_at = %s, revoked_version = greatest(held.revoked_version, s.revoked_version),
                   suspended_at = %s, stop_version = greatest(held.stop_version, s.stop_version),
                   name = %s, name_version = greatest(held.name_version, s.name_version),
                   rotated_at = %s, ends_at = %s,
                   rotated_version = greatest(held.rotated_version, s.rotated_version)
              from unnest($1::text[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::bigint[], $6::timestamptz[],
                          $7::bigint[], $8::text[], $9::bigint[], $10::timestamptz[], $11::timestamptz[])
                   as s (token_id, version, revoked_version, revoked_at, stop_version, suspended_at, name_version, name,
                         rotated_version, rotated_at, ends_at)
             where held.token_id = s.token_id""".formatted(
                    later("revoked_version", "revoked_at"),
                    later("stop_version", "suspended_at"),
                    later("name_version", "name"),
                    later("rotated_version", "rotated_at"),
                    later("rotated_version", "ends_at"));

    private static String later(String version, String column) {
        return "case when held.%1$s < s.%1$s then s.%2$s else held.%2$s end".formatted(version, column);
    }

    private TokenWriter() {}

    static Uni<Void> born(SqlConnection connection, List<TokenMinted> events) {
        var first = new TreeMap<String, TokenMinted>();
        events.forEach(event -> first.putIfAbsent(event.tokenId(), event));
        return Columns.of(first.values())
                .text(TokenMinted::tokenId)
                .text(TokenMinted::org)
                .bigint(TokenMinted::version)
                .text(TokenMinted::kind)
                .text(TokenMinted::name)
                .text(TokenMinted::hint)
                .text(TokenMinted::personId)
                .text(TokenMinted::access)
                .text(TokenWriter::resources)
                .time(event -> event.act().at())
                .time(TokenMinted::expiresAt)
                .write(connection, BORN);
    }

    /// Paths joined by blanks, which no path contains: an array of arrays would be flattened by `unnest`.
    private static @Nullable String resources(TokenMinted event) {
        var paths = event.resources();
        return paths == null ? null : String.join(" ", paths);
    }

    static Uni<Void> lived(SqlConnection connection, List<TokenStep> steps) {
        var merged = new TreeMap<String, TokenStep>();
        steps.forEach(step -> merged.merge(step.tokenId(), step, TokenStep::and));
        var rows = merged.values();
        return Columns.of(rows)
                .text(TokenStep::tokenId)
                .text(TokenStep::org)
                .write(connection, NAMED)
                .chain(() -> Columns.of(rows)
                        .text(TokenStep::tokenId)
                        .bigint(TokenStep::version)
                        .bigint(step -> step.revoked().version())
                        .time(step -> step.revoked().value())
                        .bigint(step -> step.stopped().version())
                        .time(step -> step.stopped().value())
                        .bigint(step -> step.name().version())
                        .text(step -> step.name().value())
                        .bigint(step -> step.rotated().version())
                        .time(TokenStep::rotatedAt)
                        .time(TokenStep::endsAt)
                        .write(connection, LIVED));
    }
}
