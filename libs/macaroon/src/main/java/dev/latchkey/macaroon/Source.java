package dev.latchkey.macaroon;

/// Input of the parser, taken in only as far as the parser asks for it, so that the first broken rule from the
/// left is the one found.
sealed interface Source permits TextSource, ByteSource {

    /// Takes in input until there are `count` bytes; false if it ends or breaks a rule before.
    boolean has(int count);

    /// The bytes taken in so far stand at its beginning.
    byte[] bytes();

    /// What [#has] refused for: the rule the input broke, or that it ended.
    Reading shortfall(int needed, boolean exact);

    /// That the byte at this index breaks a rule.
    Reading.Malformed malformed(Rule rule, int index);

    /// That the macaroon ends behind `length` bytes, provided that the input allows an end there.
    Reading whole(Sections sections, int length);
}
