package dev.latchkey.access;

/// What a token is, asked without a request; a type of its own, so that no door takes it for an
/// [Verdict.Allowed].
public sealed interface Inspection {
    /// Genuine, in force and not expired; whether it allows anything in particular was not asked.
    record Inspected(Effective effective) implements Inspection {}

    /// Not in force.
    record Refused(Reason reason) implements Inspection {}
}
