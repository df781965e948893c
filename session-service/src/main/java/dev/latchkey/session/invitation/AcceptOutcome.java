package dev.latchkey.session.invitation;

import dev.latchkey.session.directory.Membership;
import dev.latchkey.session.invitation.Invitation.State;

/// What came of accepting an invitation.
public sealed interface AcceptOutcome {
    /// The person is a member now.
    record Joined(Membership membership) implements AcceptOutcome {}

    /// Nothing was changed, but that a wrong check code was counted.
    sealed interface Refused extends AcceptOutcome {}

    /// No invitation has this code.
    record UnknownCode() implements Refused {}

    /// It was accepted, taken back, or has expired.
    record Over(State state) implements Refused {}

    /// It is for another address: the check code has to tell that this person is meant.
    record CheckCodeNeeded() implements Refused {}

    record WrongCheckCode() implements Refused {}

    /// Whoever invited may not give this role any more.
    record InviterGone() implements Refused {}

    record AlreadyMember() implements Refused {}

    /// Somebody has the e-mail address of the newcomer.
    record AddressTaken() implements Refused {}

    /// The person cannot act.
    record NotActive() implements Refused {}
}
