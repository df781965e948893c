package dev.latchkey.token.verify;

import dev.latchkey.access.AccessRequest;
import dev.latchkey.token.usage.Source;

/// A presented text and what it is to do.
///
/// @param withDischarges whether discharges came with it
public record Question(String text, boolean withDischarges, AccessRequest request, Source source) {
    /// Never the text.
    @Override
    public String toString() {
        return "Question[" + request + "]";
    }
}
