package dev.latchkey.session.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.PersonChanged.State;
import java.util.Locale;
import java.util.Optional;

/// Person to row and back.
final class PersonRows {
    private PersonRows() {}

    static Person read(PersonEntity row) {
        var text = row.email;
        var key = row.emailKey;
        return new Person(
                PersonId.parsePublic(row.id).orElseThrow(),
                new DisplayName(row.displayName),
                text == null || key == null ? Optional.empty() : Optional.of(new Email(text, key)),
                row.emailVerified,
                new OrgHandle(row.homeOrg),
                row.operator,
                State.valueOf(row.state.toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.passwordResetAt),
                row.createdAt,
                row.version);
    }

    /// Writes what can change.
    static void update(PersonEntity row, Person person) {
        row.displayName = person.name().value();
        row.email = person.email().map(Email::text).orElse(null);
        row.emailKey = person.email().map(Email::key).orElse(null);
        row.emailVerified = person.emailVerified();
        row.operator = person.operator();
        row.state = slug(person.state());
        row.passwordResetAt = person.passwordResetAt().orElse(null);
        row.version = person.version();
    }

    static String slug(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
