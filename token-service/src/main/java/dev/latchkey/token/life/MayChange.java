package dev.latchkey.token.life;

import dev.latchkey.access.Effective;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.record.TokenRecord;
import java.util.Optional;

/// Who may change a token: owners and admins any, a member the own personal and deploy ones, a viewer none; and
/// any token may end or suspend itself, so that whoever finds one can stop it.
public final class MayChange {
    private MayChange() {}

    static boolean allows(Move move, TokenRecord token, Effective caller, Optional<Role> role) {
        if (token.id().equals(caller.tokenId())) {
            return move.isOpenToItself() || (move.isAllowedOnItself() && byRole(token, caller, role));
        }
        return byRole(token, caller, role);
    }

    /// Whether the role of the person behind a token allows changing that other one, and seeing from where it
    /// is used.
    public static boolean byRole(TokenRecord token, Effective caller, Optional<Role> role) {
        return role.map(held -> switch (held) {
                    case OWNER, ADMIN -> true;
                    case MEMBER -> isOwn(token, caller);
                    case VIEWER -> false;
                })
                .orElse(false);
    }

    private static boolean isOwn(TokenRecord token, Effective caller) {
        var person = caller.person().orElseThrow();
        return switch (token.kind()) {
            case PERSONAL -> token.person().equals(Optional.of(person));
            case DEPLOY -> token.createdBy().equals(person.publicId());
            case SESSION, OAUTH -> false;
        };
    }
}
