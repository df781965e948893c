package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.macaroon.Key;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;

/// Root keys in the database. What leaves here is derived: enough to verify and mint, not the key itself.
@ApplicationScoped
public class RootKeys {
    private static final int BYTES = 32;

    private final KeyWrap wrap;
    private final SecureRandom random;
    private final Clock clock;
    private final Pool pool;

    RootKeys(KeyWrap wrap, SecureRandom random, Clock clock, Pool pool) {
        this.wrap = wrap;
        this.random = random;
        this.clock = clock;
        this.pool = pool;
    }

    /// Makes and stores the root key of this id, in the caller's transaction.
    public Uni<Void> create(KeyId keyId) {
        var rootKey = new byte[BYTES];
        random.nextBytes(rootKey);
        try {
            return new RootKeyEntity(
                            RootKeyEntity.Id.of(keyId), wrap.wrap(keyId, rootKey), wrap.primary(), clock.instant())
                    .persist()
                    .replaceWithVoid();
        } finally {
            Arrays.fill(rootKey, (byte) 0);
        }
    }

    /// The id of the org's newest root key, which mints; empty for an org that has none.
    @WithSession
    public Uni<Optional<KeyId>> newest(OrgHandle org) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select max(id.generation) from RootKeyEntity where id.org = :org", Integer.class)
                        .setParameter("org", org.value())
                        .getSingleResultOrNull())
                .map(generation -> Optional.ofNullable(generation).map(found -> new KeyId(org, found)));
    }

    /// Whether the key may still mint, and it stays so until the caller's transaction ends.
    public Uni<Boolean> share(KeyId keyId) {
        return RootKeyEntity.<RootKeyEntity>findById(RootKeyEntity.Id.of(keyId), LockModeType.PESSIMISTIC_READ)
                .map(row -> row != null && row.retiredAt == null);
    }

    /// Reads outside of any session: several requests wait for one read, and a session belongs to one request.
    Uni<Optional<Key>> read(KeyId keyId) {
        return pool.preparedQuery(
                        "select wrapped from root_key" + " where org = $1 and generation = $2 and wrapped is not null")
                .execute(Tuple.of(keyId.org().value(), keyId.generation()))
                .map(rows -> rows.iterator().hasNext()
                        ? Optional.of(derive(keyId, rows.iterator().next().getBuffer("wrapped")))
                        : Optional.empty());
    }

    private Key derive(KeyId keyId, Buffer wrapped) {
        var rootKey = wrap.unwrap(keyId, wrapped.getBytes());
        try {
            return Key.derive(rootKey);
        } finally {
            Arrays.fill(rootKey, (byte) 0);
        }
    }
}
