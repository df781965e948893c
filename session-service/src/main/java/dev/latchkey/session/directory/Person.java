package dev.latchkey.session.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.events.PersonChanged.State;
import java.time.Instant;
import java.util.Optional;

/// A human account. Erasing keeps the id, so that what it did stays told apart from what others did, and empties the
/// rest.
///
/// @param email the primary one; empty once erased
/// @param emailVerified whether a login or a code has proven it
/// @param home the org whose owners and admins answer for the account
/// @param operator reads the platform's audit chain and dead letters, nothing else
/// @param passwordResetAt when a reset was begun that is not finished
/// @param version counts its changes, from 1
public record Person(
        PersonId id,
        DisplayName name,
        Optional<Email> email,
        boolean emailVerified,
        OrgHandle home,
        boolean operator,
        State state,
        Optional<Instant> passwordResetAt,
        Instant createdAt,
        long version) {
    /// A person as they begin.
    public static Person born(
            PersonId id, DisplayName name, Email email, boolean emailVerified, OrgHandle home, Instant now) {
        return new Person(
                id, name, Optional.of(email), emailVerified, home, false, State.ACTIVE, Optional.empty(), now, 1);
    }

    /// The same person before anybody has heard of them, as an operator.
    public Person asOperator() {
        return new Person(id, name, email, emailVerified, home, true, state, passwordResetAt, createdAt, version);
    }

    public Person named(DisplayName other) {
        return new Person(
                id, other, email, emailVerified, home, operator, state, passwordResetAt, createdAt, version + 1);
    }

    /// Able to act, or not; the rest stays.
    public Person standing(State other) {
        return new Person(
                id, name, email, emailVerified, home, operator, other, passwordResetAt, createdAt, version + 1);
    }

    /// Nobody any more.
    public Person erased() {
        return new Person(
                id,
                DisplayName.ERASED,
                Optional.empty(),
                false,
                home,
                false,
                State.ERASED,
                Optional.empty(),
                createdAt,
                version + 1);
    }

    PersonChanged told(Act act) {
        return new PersonChanged(id.publicId(), name.value(), state, version, act);
    }

    /// Never name or address.
    @Override
    public String toString() {
        return "Person[" + id + ", " + state + "]";
    }
}
