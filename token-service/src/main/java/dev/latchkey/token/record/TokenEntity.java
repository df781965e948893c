package dev.latchkey.token.record;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The row of a token. Never leaves this package; [TokenRecord] does.
@Entity
@Table(name = "token")
class TokenEntity extends PanacheEntityBase {
    @Id
    @Column(columnDefinition = "text")
    String id;

    @Column(columnDefinition = "text")
    String org;

    @Column(columnDefinition = "text")
    String kind;

    @Column(columnDefinition = "text")
    String name;

    @Column(columnDefinition = "text")
    String hint;

    @Column(name = "person_id", columnDefinition = "text")
    @Nullable
    String personId;

    @Column(name = "created_by", columnDefinition = "text")
    String createdBy;

    @Column(name = "key_generation")
    int keyGeneration;

    @Column(columnDefinition = "text")
    String access;

    /// Paths with a space between them, which no path can hold; null for all of the org.
    @Column(columnDefinition = "text")
    @Nullable
    String resources;

    /// The issued predicates, one a line.
    @Column(columnDefinition = "text")
    String caveats;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "minted_by", columnDefinition = "text")
    @Nullable
    String mintedBy;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    long version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields at once
    TokenEntity() {}
}
