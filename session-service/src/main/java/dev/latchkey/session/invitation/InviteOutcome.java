package dev.latchkey.session.invitation;

import dev.latchkey.session.directory.Denial;
import dev.latchkey.session.invitation.Invitation.State;

/// What came of inviting somebody, or of taking it back.
sealed interface InviteOutcome {
    /// Somebody is invited; the codes are told now or never.
    record Invited(Invitation invitation, Code code, String check) implements InviteOutcome {
        /// Never the codes.
        @Override
        public String toString() {
            return "Invited[" + invitation.id() + "]";
        }
    }

    record TakenBack() implements InviteOutcome {}

    /// Nothing was changed.
    sealed interface Refused extends InviteOutcome {}

    record Denied(Denial denial) implements Refused {}

    /// The address is invited already, and can still accept.
    record AlreadyInvited() implements Refused {}

    /// Whoever has the address, verified, is a member.
    record AlreadyMember() implements Refused {}

    record UnknownInvitation() implements Refused {}

    /// There is nothing to take back any more.
    record Over(State state) implements Refused {}
}
