package dev.latchkey.audit.tokens;

import dev.latchkey.events.TokenMinted;

/// What happened to a token, as far as its record here is concerned.
sealed interface TokenChange {
    /// It was born with these facts.
    record Born(TokenMinted event) implements TokenChange {}

    /// Something became of it afterwards.
    record Lived(TokenStep step) implements TokenChange {}
}
