package dev.latchkey.session.person;

import dev.latchkey.session.directory.Person;

/// What came of a change that somebody made of themselves.
sealed interface SelfOutcome {
    record Done(Person person) implements SelfOutcome {}

    /// It is another version than the caller has read.
    record ChangedMeanwhile() implements SelfOutcome {}

    /// The person cannot act, or there is none.
    record Nobody() implements SelfOutcome {}
}
