package dev.latchkey.session.invitation;

import dev.latchkey.access.PersonId;
import dev.latchkey.session.directory.DisplayName;
import dev.latchkey.session.directory.Email;

/// Who accepts an invitation.
public sealed interface Joining {
    /// Somebody who has an account, and has proven whose.
    record Known(PersonId person) implements Joining {}

    /// Somebody who gets one now, with the inviting org as home.
    ///
    /// @param id drawn by the caller
    /// @param verified whether a login has proven the address
    record Newcomer(PersonId id, DisplayName name, Email email, boolean verified) implements Joining {
        /// Never name or address.
        @Override
        public String toString() {
            return "Newcomer[" + id + "]";
        }
    }
}
