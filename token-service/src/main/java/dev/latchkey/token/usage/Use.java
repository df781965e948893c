package dev.latchkey.token.usage;

import dev.latchkey.access.Access;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identifier;
import java.time.Instant;
import java.util.Optional;

/// One authentic use of a token: its root chain was right.
///
/// @param refusal the slug of the reason; empty when it was accepted
/// @param resource the path it asked for, if it fits the grammar
/// @param method the HTTP method, if it was told
public record Use(
        Identifier identifier,
        Fingerprint child,
        Source source,
        Optional<String> refusal,
        Access access,
        Optional<String> resource,
        Optional<String> method,
        Instant at) {

    /// Uses that are coalesced into one event.
    record Group(Identifier identifier, Fingerprint child, Source source, Optional<String> refusal) {}

    Group group() {
        return new Group(identifier, child, source, refusal);
    }
}
