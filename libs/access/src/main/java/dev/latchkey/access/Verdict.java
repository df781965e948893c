package dev.latchkey.access;

/// The answer to a request.
public sealed interface Verdict {
    /// Do it, inside what is stated here.
    record Allowed(Effective effective) implements Verdict {}

    /// Do not.
    record Refused(Reason reason) implements Verdict {}
}
