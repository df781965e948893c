package dev.latchkey.audit.caller;

import dev.latchkey.access.OrgHandle;
import jakarta.ws.rs.core.Response;

/// Who is asking, or why that is not known.
sealed interface Caller {
    /// A token that may read the usage of its org.
    record Reader(OrgHandle org) implements Caller {}

    /// Nothing was presented.
    record Anonymous() implements Caller {}

    /// What was presented is not good for this; the answer says why.
    record Refused(Response answer) implements Caller {}

    /// Nobody can tell: token-service does not answer, or cannot be sure of its own state.
    record Unknown() implements Caller {}
}
