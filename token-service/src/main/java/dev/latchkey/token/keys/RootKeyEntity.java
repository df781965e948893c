package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A root key as it rests: encrypted. Never leaves this package.
@Entity
@Table(name = "root_key")
class RootKeyEntity extends PanacheEntityBase {
    @EmbeddedId
    Id id;

    /// Null once it is deleted.
    byte @Nullable [] wrapped;

    /// The id of the key of the key-encryption keyset that wrapped it; null where that was not noted.
    @Column(name = "wrapped_under")
    @Nullable
    Long wrappedUnder;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "retired_at")
    @Nullable
    Instant retiredAt;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    @Embeddable
    record Id(@Column(columnDefinition = "text") String org, int generation) implements Serializable {
        static Id of(KeyId keyId) {
            return new Id(keyId.org().value(), keyId.generation());
        }

        KeyId keyId() {
            return new KeyId(new OrgHandle(org), generation);
        }
    }

    RootKeyEntity(Id id, byte[] wrapped, long wrappedUnder, Instant createdAt) {
        this.id = id;
        this.wrapped = wrapped;
        this.wrappedUnder = wrappedUnder;
        this.createdAt = createdAt;
    }

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields at once
    RootKeyEntity() {}
}
