package dev.latchkey.session.invitation;

import dev.latchkey.session.directory.Email;
import dev.latchkey.session.directory.Roles;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An invitation as the API shows it.
///
/// @param email absent once it is over
/// @param invitedBy `per_…`
/// @param acceptedBy `per_…`
/// @param link where to accept it; only in the answer that made it
/// @param checkCode to be told on another way than the link; only in the answer that made it
record InvitationView(
        @Schema(required = true, examples = "inv_ha0ygzksccf6")
        String id,

        @Schema(examples = "ada@acme.example") @Nullable String email,

        @Schema(
                required = true,
                enumeration = {"owner", "admin", "member", "viewer"})
        String role,

        @Schema(
                required = true,
                enumeration = {"pending", "accepted", "revoked", "expired"})
        String state,

        @Schema(required = true) String invitedBy,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant expiresAt,
        @Nullable String acceptedBy,
        @Nullable String link,
        @Schema(examples = "7k2m9q") @Nullable String checkCode) {
    static InvitationView of(Invitation invitation, Instant now) {
        return of(invitation, now, null, null);
    }

    /// The one time that link and check code are shown.
    static InvitationView once(InviteOutcome.Invited made, String link) {
        return of(made.invitation(), made.invitation().createdAt(), link, made.check());
    }

    private static InvitationView of(
            Invitation invitation, Instant now, @Nullable String link, @Nullable String check) {
        return new InvitationView(
                invitation.id().publicId(),
                invitation.email().map(Email::text).orElse(null),
                Roles.slug(invitation.role()),
                invitation.state(now).slug(),
                invitation.inviter().publicId(),
                invitation.createdAt(),
                invitation.expiresAt(),
                invitation
                        .accepted()
                        .map(accepted -> accepted.person().publicId())
                        .orElse(null),
                link,
                check);
    }

    /// Neither address nor codes.
    @Override
    public String toString() {
        return "InvitationView[" + id + "]";
    }
}
