package dev.latchkey.events;

import java.util.Optional;

/// Every CloudEvents `type` of the suite: `dev.latchkey.<thing>.<past participle>.v<n>`.
///
/// A consumer that meets a type it does not know keeps or skips the record; it never fails on it.
public enum EventType {
    TOKEN_MINTED("dev.latchkey.token.minted.v1", Topic.TOKENS, TokenMinted.class),
    TOKEN_RENAMED("dev.latchkey.token.renamed.v1", Topic.TOKENS, TokenRenamed.class),
    TOKEN_RESTRICTED("dev.latchkey.token.restricted.v1", Topic.TOKENS, TokenRestricted.class),
    TOKEN_SUSPENDED("dev.latchkey.token.suspended.v1", Topic.TOKENS, TokenSuspended.class),
    TOKEN_RESUMED("dev.latchkey.token.resumed.v1", Topic.TOKENS, TokenResumed.class),
    TOKEN_ROTATED("dev.latchkey.token.rotated.v1", Topic.TOKENS, TokenRotated.class),
    TOKEN_EXPIRED("dev.latchkey.token.expired.v1", Topic.TOKENS, TokenExpired.class),
    TOKEN_MISUSED("dev.latchkey.token.misused.v1", Topic.TOKENS, TokenMisused.class),
    COPY_REVOKED("dev.latchkey.copy.revoked.v1", Topic.TOKENS, CopyRevoked.class),
    TOKEN_REVOKED("dev.latchkey.token.revoked.v1", Topic.TOKENS, TokenRevoked.class),
    TOKEN_LEAKED("dev.latchkey.token.leaked.v1", Topic.TOKENS, TokenLeaked.class),
    KEY_ROTATED("dev.latchkey.key.rotated.v1", Topic.TOKENS, KeyRotated.class),
    KEY_RETIRED("dev.latchkey.key.retired.v1", Topic.TOKENS, KeyRetired.class),
    KEY_DELETED("dev.latchkey.key.deleted.v1", Topic.TOKENS, KeyDeleted.class),
    STATE_CHANGED("dev.latchkey.state.changed.v1", Topic.TOKEN_STATES, StateChanged.class),
    STATE_TICKED("dev.latchkey.state.ticked.v1", Topic.TOKEN_STATES, StateTicked.class),
    TOKEN_USED("dev.latchkey.token.used.v1", Topic.TOKEN_USAGE, TokenUsed.class),
    VERIFIER_SEEN("dev.latchkey.verifier.seen.v1", Topic.VERIFIERS, VerifierSeen.class),
    SESSION_STARTED("dev.latchkey.session.started.v1", Topic.SESSIONS, SessionStarted.class),
    SESSION_REFRESHED("dev.latchkey.session.refreshed.v1", Topic.SESSIONS, SessionRefreshed.class),
    SESSION_CONSOLIDATED("dev.latchkey.session.consolidated.v1", Topic.SESSIONS, SessionConsolidated.class),
    LOGIN_REFUSED("dev.latchkey.login.refused.v1", Topic.SESSIONS, LoginRefused.class),
    CREDENTIAL_CHANGED("dev.latchkey.credential.changed.v1", Topic.SESSIONS, CredentialChanged.class),
    DEVICE_RENAMED("dev.latchkey.device.renamed.v1", Topic.SESSIONS, DeviceRenamed.class),
    SESSION_ENDED("dev.latchkey.session.ended.v1", Topic.SESSIONS, SessionEnded.class),
    APP_CHANGED("dev.latchkey.app.changed.v1", Topic.APPS, AppChanged.class),
    ORG_CHANGED("dev.latchkey.org.changed.v1", Topic.DIRECTORY, OrgChanged.class),
    PERSON_CHANGED("dev.latchkey.person.changed.v1", Topic.DIRECTORY, PersonChanged.class),
    MEMBERSHIP_CHANGED("dev.latchkey.membership.changed.v1", Topic.DIRECTORY, MembershipChanged.class),
    INVITATION_CREATED("dev.latchkey.invitation.created.v1", Topic.DIRECTORY, InvitationCreated.class),
    INVITATION_ACCEPTED("dev.latchkey.invitation.accepted.v1", Topic.DIRECTORY, InvitationAccepted.class),
    INVITATION_REVOKED("dev.latchkey.invitation.revoked.v1", Topic.DIRECTORY, InvitationRevoked.class);

    private final String typeName;
    private final Topic topic;
    private final Class<? extends Event> data;

    EventType(String typeName, Topic topic, Class<? extends Event> data) {
        this.typeName = typeName;
        this.topic = topic;
        this.data = data;
    }

    /// The value of the CloudEvents attribute `type`.
    public String typeName() {
        return typeName;
    }

    public Topic topic() {
        return topic;
    }

    Class<? extends Event> data() {
        return data;
    }

    static Optional<EventType> named(String typeName) {
        for (var type : values()) {
            if (type.typeName.equals(typeName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
