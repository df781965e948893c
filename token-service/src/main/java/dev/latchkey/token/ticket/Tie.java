package dev.latchkey.token.ticket;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Identity;
import dev.latchkey.access.LiveLogin;
import dev.latchkey.access.Token;
import dev.latchkey.macaroon.Key;
import java.util.List;

/// Whether a token that is to be made hangs on a login of its person.
public sealed interface Tie {
    /// Enough is known to make the token.
    sealed interface Known extends Tie {
        default Token mint(Key key, Identity identity, List<Caveat> caveats) {
            return switch (this) {
                case Loose() -> Token.mint(key, identity, caveats);
                case ToLogin(LiveLogin login) -> Token.mint(key, identity, caveats, login);
            };
        }
    }

    /// It does not.
    record Loose() implements Known {}

    /// It holds only while somebody is logged in.
    record ToLogin(LiveLogin login) implements Known {}

    /// It should, and nobody says what key to seal its ticket to.
    record Unavailable() implements Tie {}
}
