package dev.latchkey.token.decision;

import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identifier;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import java.time.Instant;
import java.util.Optional;

/// A permission that goes on as long as the token does: it hangs on the signature, which does not change, on
/// the end and on the state, and on nothing that differs between two calls of the same kind.
///
/// Holds no key and no text: whoever has it cannot present the token.
///
/// @param end the first instant at which the token no longer holds, if there is one
public record Lasting(Identifier identifier, Fingerprint fingerprint, Optional<Instant> end) {
    /// Of a token whose caveats ask for no address, method, session or discharge; another one's permission does not
    /// last.
    public static Optional<Lasting> of(Decision.Allowed allowed) {
        var effective = allowed.effective();
        var rights = effective.rights();
        var lasts = rights.networks().isEmpty()
                && rights.methods().isEmpty()
                && rights.sessions().isEmpty()
                && !allowed.token().hasThirdParty()
                && effective.kind() != Kind.SESSION;
        return lasts
                ? Optional.of(new Lasting(allowed.token().identifier(), effective.fingerprint(), rights.end()))
                : Optional.empty();
    }

    public OrgHandle org() {
        return identifier.keyId().org();
    }

    boolean isOver(Instant now) {
        return end.isPresent() && !now.isBefore(end.get());
    }
}
