package dev.latchkey.session.invitation;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The row of an invitation. Never leaves this package; [Invitation] does not, either.
@Entity
@Table(name = "invitation")
class InvitationEntity extends PanacheEntityBase {
    @Id
    @Column(columnDefinition = "text")
    String id;

    @Column(columnDefinition = "text")
    String org;

    @Column(columnDefinition = "text")
    @Nullable
    String email;

    @Column(name = "email_key", columnDefinition = "text")
    @Nullable
    String emailKey;

    @Column(columnDefinition = "text")
    String role;

    @Column(name = "invited_by", columnDefinition = "text")
    String invitedBy;

    @Column(name = "code_hash")
    byte[] codeHash;

    @Column(name = "check_hash")
    byte[] checkHash;

    @Column(name = "wrong_checks")
    int wrongChecks;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "accepted_at")
    @Nullable
    Instant acceptedAt;

    @Column(name = "accepted_by", columnDefinition = "text")
    @Nullable
    String acceptedBy;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    long version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields at once
    InvitationEntity() {}
}
