package dev.latchkey.events;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The claims of an OpenID CAEP event (`session-revoked`, `credential-change`), so that a Shared Signals transmitter
/// needs
/// no other facts.
///
/// @param eventTimestamp when it happened, in seconds since 1970 as CAEP has it
/// @param reasonAdmin for whoever reads logs, by language
/// @param reasonUser for the person, by language
/// @param subject whose session or credential it is
/// @param credentialType `password`, …; only of a credential
/// @param changeType `create`, `update` or `revoke`; only of a credential
public record Caep(
        long eventTimestamp,
        InitiatingEntity initiatingEntity,
        Map<String, String> reasonAdmin,
        Map<String, String> reasonUser,
        Subject subject,
        @Nullable String credentialType,
        @Nullable String changeType) {
    public Caep {
        Objects.requireNonNull(initiatingEntity, "initiating_entity");
        reasonAdmin = Map.copyOf(Objects.requireNonNull(reasonAdmin, "reason_admin"));
        reasonUser = Map.copyOf(Objects.requireNonNull(reasonUser, "reason_user"));
        Objects.requireNonNull(subject, "subject");
    }

    /// Who made it happen.
    public enum InitiatingEntity {
        USER,
        ADMIN,
        POLICY,
        SYSTEM
    }

    /// A person, or one session of theirs.
    ///
    /// @param iss our public origin
    /// @param sub `per_…`
    /// @param sid `ses_…`
    public record Subject(String iss, String sub, @Nullable String sid) {
        public Subject {
            Objects.requireNonNull(iss, "iss");
            Objects.requireNonNull(sub, "sub");
        }
    }
}
