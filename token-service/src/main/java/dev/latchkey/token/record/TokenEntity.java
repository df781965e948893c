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
    @Nullable
    Instant expiresAt;

    @Column(name = "never_expires_reason", columnDefinition = "text")
    @Nullable
    String neverExpiresReason;

    @Column(name = "minted_by", columnDefinition = "text")
    @Nullable
    String mintedBy;

    @Column(name = "live_login")
    boolean liveLogin;

    @Column(name = "suspended_at")
    @Nullable
    Instant suspendedAt;

    @Column(name = "suspended_because", columnDefinition = "text")
    @Nullable
    String suspendedBecause;

    @Column(name = "held_at")
    @Nullable
    Instant heldAt;

    @Column(name = "held_with", columnDefinition = "text")
    @Nullable
    String heldWith;

    /// Predicates, one a line.
    @Column(columnDefinition = "text")
    String restrictions;

    /// Fingerprints, one a line.
    @Column(name = "refused_children", columnDefinition = "text")
    String refusedChildren;

    @Column(name = "rotated_at")
    @Nullable
    Instant rotatedAt;

    @Column(name = "rotated_to", columnDefinition = "text")
    @Nullable
    String rotatedTo;

    @Column(name = "rotated_from", columnDefinition = "text")
    @Nullable
    String rotatedFrom;

    @Column(name = "ends_at")
    @Nullable
    Instant endsAt;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    @Column(name = "ended_because", columnDefinition = "text")
    @Nullable
    String endedBecause;

    @Column(name = "ended_with", columnDefinition = "text")
    @Nullable
    String endedWith;

    /// From when on it is over, whatever says so first.
    @Column(name = "over_at")
    @Nullable
    Instant overAt;

    /// Whether its expiry was made known.
    @Column(name = "expiry_told")
    boolean expiryTold;

    long version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields at once
    TokenEntity() {}
}
