package dev.latchkey.session.directory;

import dev.latchkey.events.MembershipChanged.Role;
import java.util.Optional;

/// What a role may do to the people of an org: owners and admins manage, and no admin touches an owner.
public final class Rights {
    private Rights() {}

    /// What speaks against a change by an actor.
    ///
    /// @param touched the roles that somebody has, gets or loses by it
    public static Optional<Denial> toManage(Role actor, Role... touched) {
        if (!Roles.includes(actor, Role.ADMIN)) {
            return Optional.of(new Denial.RoleTooLow(Role.ADMIN));
        }
        for (var role : touched) {
            if (!Roles.includes(actor, role)) {
                return Optional.of(new Denial.RoleTooLow(role));
            }
        }
        return Optional.empty();
    }

    /// What speaks against a change that is for owners alone.
    public static Optional<Denial> toOwn(Role actor) {
        return actor == Role.OWNER ? Optional.empty() : Optional.of(new Denial.RoleTooLow(Role.OWNER));
    }

    /// Whether e-mail addresses and invitations of an org may be shown.
    public static boolean seeAddresses(Seat.Taken seat) {
        return switch (seat) {
            case Seat.Member(var _, var _, var role) -> Roles.includes(role, Role.ADMIN);
            case Seat.Machine _ -> false;
        };
    }
}
