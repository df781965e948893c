package dev.latchkey.session.invitation;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.session.directory.Email;
import dev.latchkey.session.directory.Roles;
import dev.latchkey.session.invitation.Invitation.Accepted;
import dev.latchkey.session.invitation.Invitation.Revoked;
import java.util.Optional;

/// Invitation to row and back.
final class InvitationRows {
    private InvitationRows() {}

    static Invitation read(InvitationEntity row) {
        var text = row.email;
        var key = row.emailKey;
        return new Invitation(
                new InvitationId(row.id),
                new OrgHandle(row.org),
                text == null || key == null ? Optional.empty() : Optional.of(new Email(text, key)),
                Roles.parse(row.role).orElseThrow(),
                PersonId.parsePublic(row.invitedBy).orElseThrow(),
                row.wrongChecks,
                row.createdAt,
                row.expiresAt,
                accepted(row),
                Optional.ofNullable(row.revokedAt).map(Revoked::new),
                row.version);
    }

    private static Optional<Accepted> accepted(InvitationEntity row) {
        var by = row.acceptedBy;
        var at = row.acceptedAt;
        return by == null || at == null
                ? Optional.empty()
                : Optional.of(new Accepted(PersonId.parsePublic(by).orElseThrow(), at));
    }

    static InvitationEntity write(Invitation invitation, byte[] codeHash, byte[] checkHash) {
        var row = new InvitationEntity();
        row.id = invitation.id().publicId();
        row.org = invitation.org().value();
        row.role = Roles.slug(invitation.role());
        row.invitedBy = invitation.inviter().publicId();
        row.codeHash = codeHash;
        row.checkHash = checkHash;
        row.createdAt = invitation.createdAt();
        row.expiresAt = invitation.expiresAt();
        update(row, invitation);
        return row;
    }

    /// Writes what can change.
    static void update(InvitationEntity row, Invitation invitation) {
        row.email = invitation.email().map(Email::text).orElse(null);
        row.emailKey = invitation.email().map(Email::key).orElse(null);
        row.wrongChecks = invitation.wrongChecks();
        row.acceptedAt = invitation.accepted().map(Accepted::at).orElse(null);
        row.acceptedBy = invitation
                .accepted()
                .map(Accepted::person)
                .map(PersonId::publicId)
                .orElse(null);
        row.revokedAt = invitation.revoked().map(Revoked::at).orElse(null);
        row.version = invitation.version();
    }
}
