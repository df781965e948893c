package dev.latchkey.session.password;

/// What came of setting a password.
public sealed interface SetOutcome {
    record Done() implements SetOutcome {}

    /// It may not be one; the old one still is.
    record Refused(Objection objection) implements SetOutcome {}

    /// Too many are being hashed right now: 503.
    record Busy() implements SetOutcome {}
}
