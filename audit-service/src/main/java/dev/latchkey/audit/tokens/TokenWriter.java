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
    /// The facts of birth are written once; an end that came before them stays.
    private static final String BORN = """
            insert into token as held (token_id, org, version, kind, name, hint, person_id, access, resources,
                                       created_at, expires_at)
            select b.token_id, b.org, b.version, b.kind, b.name, b.hint, b.person_id, b.access,
                   string_to_array(b.resources, ' '), b.created_at, b.expires_at
              from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[])
                   as b (token_id, org, version, kind, name, hint, person_id, access, resources, created_at, expires_at)
             order by b.token_id
            on conflict (token_id) do update
               set version = greatest(held.version, excluded.version), kind = excluded.kind, name = excluded.name,
                   hint = excluded.hint, person_id = excluded.person_id, access = excluded.access,
                   resources = excluded.resources, created_at = excluded.created_at, expires_at = excluded.expires_at
             where held.created_at is null""";

    /// A row for whatever is heard of before its birth.
    private static final String NAMED = """
            insert into token (token_id, org, version)
            select n.token_id, n.org, 0 from unnest($1::text[], $2::text[]) as n (token_id, org)
             order by n.token_id
            on conflict (token_id) do nothing""";

    /// What nothing is said of stays; so does a name before the birth, which brings one.
    private static final String LIVED = """
            update token as held
               set version = s.version,
                   revoked_at = coalesce(s.revoked_at, held.revoked_at),
                   suspended_at = case when s.stop_told then s.suspended_at else held.suspended_at end,
                   name = case when held.created_at is null then held.name else coalesce(s.name, held.name) end,
                   rotated_at = coalesce(s.rotated_at, held.rotated_at),
                   ends_at = coalesce(s.ends_at, held.ends_at)
              from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::boolean[], $5::timestamptz[], $6::text[],
                          $7::timestamptz[], $8::timestamptz[])
                   as s (token_id, version, revoked_at, stop_told, suspended_at, name, rotated_at, ends_at)
             where held.token_id = s.token_id and held.version < s.version""";

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
                        .time(TokenStep::revokedAt)
                        .flag(TokenStep::stopTold)
                        .time(TokenStep::suspendedAt)
                        .text(TokenStep::name)
                        .time(TokenStep::rotatedAt)
                        .time(TokenStep::endsAt)
                        .write(connection, LIVED));
    }
}
