package dev.latchkey.audit.tokens;

import dev.latchkey.audit.intake.Columns;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.events.TokenRevoked;
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

    private static final String ENDED = """
            insert into token as held (token_id, org, version, revoked_at)
            select e.token_id, e.org, e.version, e.revoked_at
              from unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[])
                   as e (token_id, org, version, revoked_at)
             order by e.token_id
            on conflict (token_id) do update
               set version = excluded.version, revoked_at = excluded.revoked_at
             where held.version < excluded.version""";

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

    static Uni<Void> ended(SqlConnection connection, List<TokenRevoked> events) {
        var newest = new TreeMap<String, TokenRevoked>();
        events.forEach(event -> newest.merge(event.tokenId(), event, (a, b) -> b.version() > a.version() ? b : a));
        return Columns.of(newest.values())
                .text(TokenRevoked::tokenId)
                .text(TokenRevoked::org)
                .bigint(TokenRevoked::version)
                .time(event -> event.act().at())
                .write(connection, ENDED);
    }
}
