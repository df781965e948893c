package dev.latchkey.events;

/// The data of one CloudEvent. Its [type][EventType] names the shape and the topic; its key decides the
/// partition.
public sealed interface Event
        permits TokenMinted,
                TokenRenamed,
                TokenRestricted,
                TokenSuspended,
                TokenResumed,
                TokenRotated,
                TokenExpired,
                TokenMisused,
                CopyRevoked,
                TokenRevoked,
                TokenLeaked,
                KeyRotated,
                KeyRetired,
                KeyDeleted,
                StateChanged,
                StateTicked,
                TokenUsed,
                VerifierSeen,
                SessionStarted,
                SessionRefreshed,
                SessionConsolidated,
                SessionEnded,
                LoginRefused,
                CredentialChanged,
                DeviceRenamed,
                AppChanged,
                OrgChanged,
                PersonChanged,
                MembershipChanged,
                InvitationCreated,
                InvitationAccepted,
                InvitationRevoked {

    /// The CloudEvents type, and with it the topic.
    EventType type();

    /// The Kafka record key: events of one key keep their order.
    String key();
}
