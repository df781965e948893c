package dev.latchkey.session.person;

import dev.latchkey.session.directory.Email;
import dev.latchkey.session.directory.Person;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A person as the API shows them to themselves.
///
/// @param home the org that answers for the account
/// @param operator reads the platform's audit chain and dead letters
record PersonView(
        @Schema(required = true, examples = "per_ha0ygzksccf6")
        String person,

        @Schema(required = true, examples = "Ada") String displayName,

        @Schema(required = true, examples = "ada@acme.example") @Nullable
        String email,

        @Schema(required = true) boolean emailVerified,
        @Schema(required = true, examples = "acme") String home,
        @Schema(required = true) boolean operator,
        @Schema(required = true) Instant createdAt) {
    static PersonView of(Person person, boolean operator) {
        return new PersonView(
                person.id().publicId(),
                person.name().value(),
                person.email().map(Email::text).orElse(null),
                person.emailVerified(),
                person.home().value(),
                operator,
                person.createdAt());
    }

    /// Never name or address.
    @Override
    public String toString() {
        return "PersonView[" + person + "]";
    }
}
