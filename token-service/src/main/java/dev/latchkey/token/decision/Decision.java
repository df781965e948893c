package dev.latchkey.token.decision;

import dev.latchkey.access.Effective;
import dev.latchkey.access.Reason;
import dev.latchkey.access.Token;

/// What was decided about a presented text.
public sealed interface Decision {
    /// The request may go on.
    ///
    /// @param token the whole token, for whoever narrows or mints through it
    record Allowed(Effective effective, Token token) implements Decision {}

    /// The request may not go on.
    record Refused(Reason reason) implements Decision {}
}
