package dev.latchkey.token.keys;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/// A root key as it rests: encrypted. Never leaves this package.
@Entity
@Table(name = "root_key")
class RootKeyEntity extends PanacheEntityBase {
    @EmbeddedId
    Id id;

    byte[] wrapped;

    @Column(name = "created_at")
    Instant createdAt;

    @Embeddable
    record Id(@Column(columnDefinition = "text") String org, int generation) implements Serializable {}

    RootKeyEntity(Id id, byte[] wrapped, Instant createdAt) {
        this.id = id;
        this.wrapped = wrapped;
        this.createdAt = createdAt;
    }

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields at once
    RootKeyEntity() {}
}
