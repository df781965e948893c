package dev.latchkey.access;

/// What a token is, asked without a request; a type of its own, so that no door takes it for an
/// [Verdict.Allowed].
public sealed interface Inspection {
    record Inspected(Effective effective) implements Inspection {}

    record Refused(Reason reason) implements Inspection {}
}
