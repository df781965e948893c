package dev.latchkey.token.record;

import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import java.util.Optional;

/// Which tokens of an org a list shows.
///
/// @param state `active`, `suspended`, `rotated`, `expired` or `revoked`
/// @param text part of the name, or of the hint
/// @param person whose tokens
/// @param before only tokens older than this one: where the last page ended
public record TokenFilter(
        OrgHandle org,
        Optional<State> state,
        Optional<Kind> kind,
        Optional<String> text,
        Optional<PersonId> person,
        Optional<TokenId> before) {

    /// States a list can be filtered by.
    public enum State {
        ACTIVE,
        SUSPENDED,
        ROTATED,
        EXPIRED,
        REVOKED
    }

    /// Canonical text of everything but the place in the list: a cursor opens only under the same.
    public String canonical() {
        return org.value() + "|" + state.map(State::name).orElse("") + "|"
                + kind.map(Kind::slug).orElse("") + "|" + text.orElse("")
                + person.map(whose -> "|" + whose.publicId()).orElse("");
    }
}
