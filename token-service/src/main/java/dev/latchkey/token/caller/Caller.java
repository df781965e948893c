package dev.latchkey.token.caller;

import dev.latchkey.access.Effective;
import dev.latchkey.access.Token;
import dev.latchkey.events.ServiceName;
import jakarta.ws.rs.core.Response;

/// Who is asking, or the answer for whoever may not.
public sealed interface Caller {
    /// Somebody with a token that allows what is asked.
    record Holder(Effective effective, Token token) implements Caller {}

    /// One of our services, for itself.
    record Service(ServiceName name) implements Caller {}

    /// Nobody who may ask this.
    record Refused(Response answer) implements Caller {}
}
