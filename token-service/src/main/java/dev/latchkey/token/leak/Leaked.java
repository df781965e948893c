package dev.latchkey.token.leak;

import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identifier;
import dev.latchkey.access.Token;

/// A genuine token that was found, or a narrowed copy of one. It holds nothing that a token could be made from.
///
/// @param copy which copy; `root` for the token as issued or narrowed in time only, for which all of it ends
record Leaked(Identifier identifier, Fingerprint copy) {
    static Leaked of(Token token) {
        return new Leaked(token.identifier(), token.fingerprint());
    }

    /// One line: identifier and copy.
    String line() {
        return identifier.text() + ' ' + copy.value();
    }

    static Leaked parse(String line) {
        var space = line.indexOf(' ');
        return new Leaked(
                Identifier.parse(line.substring(0, space)).orElseThrow(), new Fingerprint(line.substring(space + 1)));
    }
}
