package dev.latchkey.session.directory;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The row of a membership. Never leaves this package; [Membership] does.
@Entity
@Table(name = "membership")
class MembershipEntity extends PanacheEntityBase {
    @Id
    @Column(columnDefinition = "text")
    String id;

    @Column(columnDefinition = "text")
    String org;

    @Column(name = "person_id", columnDefinition = "text")
    String personId;

    @Column(columnDefinition = "text")
    String role;

    boolean ended;

    /// Only logins after this count in this org.
    @Column(name = "reauth_after")
    @Nullable
    Instant reauthAfter;

    @Column(name = "created_at")
    Instant createdAt;

    long version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields at once
    MembershipEntity() {}
}
