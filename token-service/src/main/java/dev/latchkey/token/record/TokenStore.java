package dev.latchkey.token.record;

import dev.latchkey.access.Hint;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import dev.latchkey.access.TokenText;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The records of tokens.
@ApplicationScoped
public class TokenStore {
    private static final String LASTING = "revokedAt is null and ";
    private static final String SUSPENDED = "(suspendedAt is not null or heldAt is not null)";
    private static final String BEFORE_ITS_END = "(overAt is null or overAt > :now)";

    private static final String MINTED_UNDER = "with recursive family as ("
            + " select id, key_generation from token where org = :org and key_generation = :generation"
            + " union select t.id, t.key_generation from token t join family f on t.minted_by = f.id)"
            + " select id from family where key_generation <> :generation order by id";

    private final Clock clock;

    TokenStore(Clock clock) {
        this.clock = clock;
    }

    /// Stores a new record, in the caller's transaction. Fails with a constraint violation when the hint is taken.
    public Uni<Void> add(TokenRecord token) {
        return TokenRows.write(token).persistAndFlush().replaceWithVoid();
    }

    /// Reads a record and keeps others from changing it until the caller's transaction ends.
    public Uni<Optional<TokenRecord>> lock(OrgHandle org, TokenId id) {
        return one(TokenEntity.<TokenEntity>find("id = ?1 and org = ?2", id.value(), org.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult());
    }

    /// Reads a record and keeps it from ending until the caller's transaction ends.
    public Uni<Optional<TokenRecord>> share(OrgHandle org, TokenId id) {
        return one(TokenEntity.<TokenEntity>find("id = ?1 and org = ?2", id.value(), org.value())
                .withLock(LockModeType.PESSIMISTIC_READ)
                .firstResult());
    }

    /// Reads and locks what was minted through any of these, oldest first.
    ///
    /// What ended with them is left out, as is all below; but below a token that ended because it was replaced
    /// there may be its successor.
    public Uni<List<TokenRecord>> lockMintedBy(List<TokenId> parents) {
        return TokenEntity.<TokenEntity>find(
                        "mintedBy in ?1 and (revokedAt is null or endedBecause = 'rotated') order by id",
                        parents.stream().map(TokenId::value).toList())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .map(rows -> rows.stream().map(TokenRows::read).toList());
    }

    /// Ends all that hang from a root key and answers how many there were, in the caller's transaction.
    public Uni<Integer> endGeneration(KeyId keyId, Instant at) {
        return TokenEntity.update(
                "revokedAt = ?1, endedBecause = 'key-generation', version = version + 1"
                        + " where org = ?2 and keyGeneration = ?3 and revokedAt is null",
                at,
                keyId.org().value(),
                keyId.generation());
    }

    /// Reads and locks what hangs from other root keys and was minted through a token of this one, however many tokens
    /// lie between, and is not revoked.
    public Uni<List<TokenRecord>> lockMintedUnder(KeyId keyId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(MINTED_UNDER, String.class)
                        .setParameter("org", keyId.org().value())
                        .setParameter("generation", keyId.generation())
                        .getResultList())
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(List.<TokenEntity>of())
                        : TokenEntity.<TokenEntity>find("id in ?1 and revokedAt is null order by id", ids)
                                .withLock(LockModeType.PESSIMISTIC_WRITE)
                                .list())
                .map(rows -> rows.stream().map(TokenRows::read).toList());
    }

    /// Writes what has changed, in the caller's transaction, of records that were locked in it.
    public Uni<Void> update(List<TokenRecord> changed) {
        var written = Uni.createFrom().voidItem();
        for (var token : changed) {
            written = written.chain(
                    () -> TokenEntity.<TokenEntity>findById(token.id().value())
                            .invoke(row -> TokenRows.update(row, token))
                            .replaceWithVoid());
        }
        return written.chain(() -> Panache.getSession().chain(session -> session.flush()));
    }

    /// Tokens that were replaced and whose overlap is over, but which have not ended yet; those due first come
    /// first.
    @WithSession
    public Uni<List<TokenRecord>> rotatedOut(Instant now, int limit) {
        return many(TokenEntity.<TokenEntity>find(
                        "revokedAt is null and rotatedAt is not null and endsAt <= ?1 order by endsAt, id", now)
                .range(0, limit - 1)
                .list());
    }

    /// The personal tokens of a person in an org that can be used, oldest first.
    @WithSession
    public Uni<List<TokenRecord>> ofPerson(OrgHandle org, PersonId person) {
        return many(TokenEntity.<TokenEntity>find(
                        "org = ?1 and personId = ?2 and revokedAt is null and suspendedAt is null order by id",
                        org.value(),
                        person.publicId())
                .list());
    }

    /// Notes of tokens that their issued time is over, in the caller's transaction; each is answered once,
    /// unless it was revoked before.
    public Uni<List<TokenRecord>> markExpired(Instant now, int limit) {
        return TokenEntity.<TokenEntity>find("not expiryTold and expiresAt <= ?1 order by expiresAt, id", now)
                .range(0, limit - 1)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .invoke(rows -> rows.forEach(row -> {
                    row.expiryTold = true;
                    row.version += row.revokedAt == null ? 1 : 0;
                }))
                .map(rows -> rows.stream()
                        .filter(row -> row.revokedAt == null)
                        .map(TokenRows::read)
                        .toList());
    }

    private static Uni<List<TokenRecord>> many(Uni<List<TokenEntity>> rows) {
        return rows.map(found -> found.stream().map(TokenRows::read).toList());
    }

    /// Those of these tokens that are of the org, in no order.
    @WithSession
    public Uni<List<TokenRecord>> findAll(OrgHandle org, List<TokenId> ids) {
        return many(TokenEntity.<TokenEntity>find(
                        "org = ?1 and id in ?2",
                        org.value(),
                        ids.stream().map(TokenId::value).toList())
                .list());
    }

    @WithSession
    public Uni<Optional<TokenRecord>> find(OrgHandle org, TokenId id) {
        return one(TokenEntity.find("id = ?1 and org = ?2", id.value(), org.value())
                .firstResult());
    }

    /// All records of an org with this hint: one live at most, and any number of ended ones.
    @WithSession
    public Uni<List<TokenRecord>> find(OrgHandle org, Hint hint) {
        return TokenEntity.<TokenEntity>find("org = ?1 and hint = ?2 order by id desc", org.value(), hint.value())
                .list()
                .map(rows -> rows.stream().map(TokenRows::read).toList());
    }

    /// The records a filter shows, newest first.
    @WithSession
    public Uni<List<TokenRecord>> page(TokenFilter filter, int limit) {
        var where = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        where.add("org = :org");
        values.put("org", filter.org().value());
        filter.state().ifPresent(state -> byState(state, where, values));
        filter.kind().ifPresent(kind -> {
            where.add("kind = :kind");
            values.put("kind", kind.slug());
        });
        filter.person().ifPresent(person -> {
            where.add("personId = :person");
            values.put("person", person.publicId());
        });
        filter.text().ifPresent(text -> byText(text, where, values));
        filter.before().ifPresent(id -> {
            where.add("id < :before");
            values.put("before", id.value());
        });
        return TokenEntity.<TokenEntity>find(String.join(" and ", where) + " order by id desc", values)
                .range(0, limit - 1)
                .list()
                .map(rows -> rows.stream().map(TokenRows::read).toList());
    }

    private void byState(TokenFilter.State state, List<String> where, Map<String, Object> values) {
        where.add(
                switch (state) {
                    case REVOKED -> "revokedAt is not null";
                    case SUSPENDED -> LASTING + SUSPENDED;
                    case EXPIRED -> LASTING + "not " + SUSPENDED + " and not " + BEFORE_ITS_END;
                    case ROTATED ->
                        LASTING + "not " + SUSPENDED + " and " + BEFORE_ITS_END + " and rotatedAt is not null";
                    case ACTIVE -> LASTING + "not " + SUSPENDED + " and " + BEFORE_ITS_END + " and rotatedAt is null";
                });
        if (state != TokenFilter.State.REVOKED && state != TokenFilter.State.SUSPENDED) {
            values.put("now", clock.instant());
        }
    }

    /// A part of the name, or of the hint as a person may have read it.
    private static void byText(String text, List<String> where, Map<String, Object> values) {
        values.put("name", "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%");
        var hint = TokenText.foldHint(text).map(Hint::value);
        hint.ifPresent(found -> values.put("hint", found));
        where.add("(lower(name) like :name escape '!'" + (hint.isPresent() ? " or hint = :hint" : "") + ")");
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static Uni<Optional<TokenRecord>> one(Uni<TokenEntity> row) {
        return row.map(found -> Optional.ofNullable(found).map(TokenRows::read));
    }
}
