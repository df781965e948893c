package dev.latchkey.access;

/// The answer to a request.
public sealed interface Verdict {
    record Allowed(Effective effective) implements Verdict {}

    record Refused(Reason reason) implements Verdict {}
}
