package dev.latchkey.session.directory;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The row of an org. Never leaves this package; [Org] does.
@Entity
@Table(name = "org")
class OrgEntity extends PanacheEntityBase {
    @Id
    @Column(columnDefinition = "text")
    String handle;

    @Column(name = "display_name", columnDefinition = "text")
    String displayName;

    @Column(name = "created_at")
    Instant createdAt;

    long version;

    @Column(name = "max_token_life_seconds")
    @Nullable
    Long maxTokenLifeSeconds;

    @Column(name = "never_expires_allowed")
    boolean neverExpiresAllowed;

    @Column(name = "calls_per_second")
    @Nullable
    Double callsPerSecond;

    @Column(name = "calls_per_second_per_token")
    @Nullable
    Double callsPerSecondPerToken;

    @Column(name = "suspend_idle_seconds")
    @Nullable
    Long suspendIdleSeconds;

    @Column(name = "ip_precision", columnDefinition = "text")
    @Nullable
    String ipPrecision;

    @Column(name = "least_acr", columnDefinition = "text")
    @Nullable
    String leastAcr;

    @Column(name = "session_life_seconds")
    @Nullable
    Long sessionLifeSeconds;

    @Column(name = "session_idle_seconds")
    @Nullable
    Long sessionIdleSeconds;

    @Column(name = "keep_logged_in_forbidden")
    boolean keepLoggedInForbidden;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields at once
    OrgEntity() {}
}
