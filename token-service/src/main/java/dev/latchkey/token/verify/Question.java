package dev.latchkey.token.verify;

import dev.latchkey.access.AccessRequest;
import dev.latchkey.token.decision.Presentation;
import dev.latchkey.token.usage.Source;

/// A presented token and what it is to do.
public record Question(Presentation presented, AccessRequest request, Source source) {
    /// Never the token.
    @Override
    public String toString() {
        return "Question[" + request + "]";
    }
}
