package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.macaroon.Key;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

    RootKeys(KeyWrap wrap, SecureRandom random, Clock clock) {
        this.wrap = wrap;
        this.random = random;
        this.clock = clock;
    }

    /// Makes and stores the root key of this id, in the caller's transaction.
    public Uni<Void> create(KeyId keyId) {
        var rootKey = new byte[BYTES];
        random.nextBytes(rootKey);
        try {
            var id = new RootKeyEntity.Id(keyId.org().value(), keyId.generation());
            return new RootKeyEntity(id, wrap.wrap(keyId, rootKey), clock.instant())
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

    @WithSession
    Uni<Optional<Key>> read(KeyId keyId) {
        return RootKeyEntity.<RootKeyEntity>findById(
                        new RootKeyEntity.Id(keyId.org().value(), keyId.generation()))
                .map(row -> Optional.ofNullable(row).map(found -> derive(keyId, found)));
    }

    private Key derive(KeyId keyId, RootKeyEntity row) {
        var rootKey = wrap.unwrap(keyId, row.wrapped);
        try {
            return Key.derive(rootKey);
        } finally {
            Arrays.fill(rootKey, (byte) 0);
        }
    }
}
