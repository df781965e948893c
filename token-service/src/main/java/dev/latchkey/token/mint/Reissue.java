package dev.latchkey.token.mint;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Identity;
import dev.latchkey.access.Kind;
import dev.latchkey.token.keys.KeyRing;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.ticket.Tie;
import dev.latchkey.token.ticket.Ties;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Writes a token again from its record and the key of its org: nothing in a token is random but its id and the ticket
/// of one that hangs on a login. So the text is the one that was shown first, and none has to be kept; with a ticket it
/// is a text of the same token with another ticket, as good as the first.
///
/// Only for whoever was shown it, see [dev.latchkey.token.idempotency].
@Singleton
public final class Reissue {
    private final KeyRing keys;
    private final Ties ties;

    Reissue(KeyRing keys, Ties ties) {
        this.keys = keys;
        this.ties = ties;
    }

    /// The text; empty where a ticket is needed and nobody says what key to seal it to.
    public Uni<Optional<String>> text(TokenRecord record) {
        return ties.of(record.liveLogin(), record.person()).chain(tie -> switch (tie) {
            case Tie.Unavailable _ -> Uni.createFrom().item(Optional.empty());
            case Tie.Known known ->
                keys.find(record.keyId())
                        .map(Optional::orElseThrow)
                        .map(key -> Optional.of(known.mint(key, identity(record), caveats(record))
                                .text()));
        });
    }

    private static Identity identity(TokenRecord record) {
        return record.kind() == Kind.DEPLOY
                ? new Identity.Deploy(record.keyId(), record.id())
                : new Identity.Personal(
                        record.keyId(), record.id(), record.person().orElseThrow());
    }

    private static List<Caveat> caveats(TokenRecord record) {
        return record.caveats().stream()
                .map(text -> Caveat.parse(text).orElseThrow())
                .toList();
    }
}
