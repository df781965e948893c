package dev.latchkey.session.member;

import dev.latchkey.session.directory.Email;
import dev.latchkey.session.directory.Roles;
import dev.latchkey.session.directory.Seated;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A member as the API shows one.
///
/// @param email told to owners, admins, and the person
/// @param state `active` or `disabled`: whether the person can act, in any org
/// @param home whether this org answers for the account
record MemberView(
        @Schema(required = true, examples = "per_ha0ygzksccf6")
        String person,

        @Schema(required = true, examples = "Ada") String displayName,
        @Schema(examples = "ada@acme.example") @Nullable String email,

        @Schema(
                required = true,
                enumeration = {"owner", "admin", "member", "viewer"})
        String role,

        @Schema(
                required = true,
                enumeration = {"active", "disabled", "erased"})
        String state,

        @Schema(required = true) boolean home,
        @Schema(required = true) Instant joinedAt) {
    static MemberView whole(Seated member) {
        return of(member, member.person().email().map(Email::text).orElse(null));
    }

    static MemberView withoutAddress(Seated member) {
        return of(member, null);
    }

    private static MemberView of(Seated member, @Nullable String email) {
        var person = member.person();
        var membership = member.membership();
        return new MemberView(
                person.id().publicId(),
                person.name().value(),
                email,
                Roles.slug(membership.role()),
                person.state().name().toLowerCase(Locale.ROOT),
                person.home().equals(membership.org()),
                membership.createdAt());
    }

    /// Never the address.
    @Override
    public String toString() {
        return "MemberView[" + person + "]";
    }
}
