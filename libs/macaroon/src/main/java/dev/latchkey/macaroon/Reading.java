package dev.latchkey.macaroon;

/// What came of reading a macaroon: all of it, the beginning of one, or something that can never become one.
///
/// No key is involved: a whole macaroon is well formed, not genuine.
public sealed interface Reading {

    /// A macaroon in canonical form.
    ///
    /// @param macaroon what was read
    /// @param charactersUsed characters from the start of the macaroon to its end, correct padding included;
    ///     bytes if bytes were read. What follows is the caller's to judge
    record Whole(Macaroon macaroon, int charactersUsed) implements Reading {}

    /// The input ran out before a rule was broken.
    ///
    /// V2 states no total length, only that of each field, so what is missing is known exactly only once the
    /// caveats are closed; before that there may be any number more of them.
    ///
    /// @param bytesRead whole bytes that were there
    /// @param bytesNeeded bytes of the shortest macaroon that begins like this one; base64 writes them,
    ///     unpadded, in ⌈4 · bytesNeeded / 3⌉ characters
    /// @param exact whether every macaroon that begins like this one has `bytesNeeded` bytes
    record Truncated(int bytesRead, int bytesNeeded, boolean exact) implements Reading {}

    /// The input broke a rule.
    ///
    /// @param rule the first one broken, left to right
    /// @param at where: the 1-based character of the whole text, counted from its beginning and not from the
    ///     macaroon's, in which the offending byte begins; the 1-based byte if bytes were read
    record Malformed(Rule rule, int at) implements Reading {}
}
