package dev.latchkey.token.caller;

import dev.latchkey.access.Identifier;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenText;
import dev.latchkey.events.ServiceName;
import jakarta.ws.rs.core.Response;

/// Who asks for verdicts, and about whose tokens it may.
public sealed interface Asker {
    /// Somebody who may ask.
    sealed interface Admitted extends Asker {
        /// Whether a verdict on this text may be told. Another org's token looks like no token at all, and none
        /// of its uses counts.
        boolean mayAskAbout(String presented);
    }

    /// One of our services: tokens of every org.
    record OfEveryOrg(ServiceName name) implements Admitted {
        @Override
        public boolean mayAskAbout(String presented) {
            return true;
        }
    }

    /// The holder of a token minted for verifying: tokens of its own org.
    record OfOneOrg(OrgHandle org) implements Admitted {
        @Override
        public boolean mayAskAbout(String presented) {
            return TokenText.identify(presented)
                    .map(Identifier::keyId)
                    .map(key -> key.org().equals(org))
                    .orElse(true);
        }
    }

    /// Nobody who may ask.
    ///
    /// @param slug the reason
    /// @param answer what to tell it, where the credential came in `Authorization`
    record Refused(String slug, Response answer) implements Asker {}
}
