package dev.latchkey.audit.tokens;

import dev.latchkey.events.TokenMinted;
import dev.latchkey.events.TokenRevoked;

/// What happened to a token, as far as its record here is concerned.
sealed interface TokenChange {
    /// It was born with these facts.
    record Born(TokenMinted event) implements TokenChange {}

    /// It was ended.
    record Ended(TokenRevoked event) implements TokenChange {}
}
