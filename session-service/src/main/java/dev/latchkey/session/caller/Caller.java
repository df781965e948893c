package dev.latchkey.session.caller;

import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import java.util.Optional;

/// Who is asking, and by what.
public sealed interface Caller {
    /// Whose acts these are; empty for what is nobody's.
    Optional<PersonId> person();

    /// A token of one org, which token-service has found good for what is asked.
    ///
    /// @param person whose it is; what they may do in the org is for their role to say
    record WithToken(OrgHandle org, TokenId token, Kind kind, Optional<PersonId> person) implements Caller {}
}
