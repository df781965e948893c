package dev.latchkey.session.ending;

import dev.latchkey.session.live.CookieValue;
import dev.latchkey.session.password.Objection;
import java.time.Duration;
import java.util.Optional;

/// What came of an act that ends sessions.
sealed interface EndOutcome {
    /// It is done.
    ///
    /// @param took from the commit until verifiers had confirmed, or were not waited for any more
    /// @param cookie the next one of the current session, if the act renews it
    record Done(Ended ended, Confirmation confirmation, Duration took, Optional<CookieValue> cookie)
            implements EndOutcome {}

    /// The proof is wrong, or cannot be tried right now. Nothing has changed.
    record NotProven() implements EndOutcome {}

    /// The list was shown to another session, too long ago, or has been used. Nothing has changed.
    record StaleList() implements EndOutcome {}

    /// There is no such thing, or not for this person.
    record Unknown() implements EndOutcome {}

    /// The person may not do this.
    record NotAllowed() implements EndOutcome {}

    /// The new password cannot be one. Nothing has changed.
    record BadPassword(Objection objection) implements EndOutcome {}

    /// 503.
    record Busy() implements EndOutcome {}
}
