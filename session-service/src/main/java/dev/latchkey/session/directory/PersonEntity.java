package dev.latchkey.session.directory;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The row of a person. Never leaves this package; [Person] does.
@Entity
@Table(name = "person")
class PersonEntity extends PanacheEntityBase {
    @Id
    @Column(columnDefinition = "text")
    String id;

    @Column(name = "display_name", columnDefinition = "text")
    String displayName;

    @Column(columnDefinition = "text")
    @Nullable
    String email;

    @Column(name = "email_key", columnDefinition = "text")
    @Nullable
    String emailKey;

    @Column(name = "email_verified")
    boolean emailVerified;

    @Column(name = "home_org", columnDefinition = "text")
    String homeOrg;

    boolean operator;

    @Column(columnDefinition = "text")
    String state;

    @Column(name = "password_reset_at")
    @Nullable
    Instant passwordResetAt;

    @Column(name = "created_at")
    Instant createdAt;

    long version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields at once
    PersonEntity() {}
}
