package dev.latchkey.token.idempotency;

import dev.latchkey.access.TokenId;

/// What a key has been used for before.
public sealed interface Claim {
    /// Nothing: carry the request out.
    record First() implements Claim {}

    /// The same request, which made this token: answer that one.
    record Again(TokenId token) implements Claim {}

    /// Nothing of the request may be carried out.
    sealed interface Refused extends Claim {}

    /// Another request under the same key is being carried out right now.
    record InFlight() implements Refused {}

    /// The key stands for another request.
    record OtherRequest() implements Refused {}
}
