package dev.latchkey.session.fold;

import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Keeps loose tokens. Telling of one again moves its last use forward and changes nothing else.
@Singleton
public final class LooseTokens {
    private static final String ADOPT =
            "insert into loose_token as t (token_id, person_id, client, network, last_used_at)"
                    + " select $1, p.id, $3, $4, $5 from person p where p.id = $2 on conflict (token_id) do update"
                    + " set client = excluded.client, network = excluded.network, last_used_at = excluded.last_used_at"
                    + " where t.person_id = excluded.person_id and t.last_used_at < excluded.last_used_at";
    private static final String OF_PERSON =
            "select token_id, client, network, last_used_at from loose_token where person_id = $1";

    private final Pool pool;

    LooseTokens(Pool pool) {
        this.pool = pool;
    }

    /// Takes them over; those of people who are not known here are left.
    Uni<Void> adopt(List<LooseToken> tokens) {
        var batch = tokens.stream()
                .map(token -> Tuple.of(
                        token.token().publicId(),
                        token.person().publicId(),
                        token.client(),
                        token.network(),
                        token.lastUsedAt().atOffset(ZoneOffset.UTC)))
                .toList();
        return pool.preparedQuery(ADOPT).executeBatch(batch).replaceWithVoid();
    }

    /// The rows that a person sees.
    public Uni<List<FoldedRow>> of(PersonId person) {
        return pool.preparedQuery(OF_PERSON)
                .execute(Tuple.of(person.publicId()))
                .map(rows -> {
                    var tokens = new ArrayList<LooseToken>();
                    rows.forEach(row -> tokens.add(new LooseToken(
                            TokenId.parsePublic(row.getString("token_id")).orElseThrow(),
                            person,
                            row.getString("client"),
                            row.getString("network"),
                            row.getOffsetDateTime("last_used_at").toInstant())));
                    return Fold.of(tokens);
                });
    }
}
