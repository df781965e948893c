package dev.latchkey.access;

/// What a text that should be a token turns out to be; nothing of it is proven yet.
public sealed interface TokenReading {
    /// A complete token in canonical form.
    record Whole(Token token) implements TokenReading {}

    /// Cut off.
    ///
    /// @param presented how many characters there are
    /// @param needed how many the shortest complete token has that begins like this
    /// @param exact whether `needed` is the token's length; otherwise it is at least that long
    record Truncated(int presented, int needed, boolean exact) implements TokenReading {}

    /// Against the grammar.
    ///
    /// @param rule the slug of the violated rule, such as `field-order` or `prefix`
    /// @param at the 1-based character of the text where it shows
    record Malformed(String rule, int at) implements TokenReading {}

    /// Complete, but its parts do not belong together.
    ///
    /// @param sentence a fixed sentence that says which
    record Mistyped(String sentence) implements TokenReading {}
}
