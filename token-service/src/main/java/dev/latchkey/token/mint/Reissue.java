package dev.latchkey.token.mint;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Identity;
import dev.latchkey.access.Kind;
import dev.latchkey.access.Token;
import dev.latchkey.token.keys.KeyRing;
import dev.latchkey.token.record.TokenRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Writes a token again from its record and the key of its org: nothing in a token is random but its id, so the
/// text is
/// the one that was shown first, and none has to be kept.
///
/// Only for whoever was shown it, see [dev.latchkey.token.idempotency].
@Singleton
public final class Reissue {
    private final KeyRing keys;

    Reissue(KeyRing keys) {
        this.keys = keys;
    }

    public Uni<String> text(TokenRecord record) {
        return keys.find(record.keyId())
                .map(Optional::orElseThrow)
                .map(key -> Token.mint(key, identity(record), caveats(record)).text());
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
