package dev.latchkey.session.member;

import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.session.directory.Denial;
import dev.latchkey.session.directory.Seated;

/// What came of changing a member.
sealed interface MemberOutcome {
    /// It is as was wanted.
    record Done(Seated member) implements MemberOutcome {}

    /// No member any more.
    record Gone() implements MemberOutcome {}

    /// Nothing was changed.
    sealed interface Refused extends MemberOutcome {}

    record Denied(Denial denial) implements Refused {}

    /// Nobody of this id is a member.
    record UnknownMember() implements Refused {}

    /// An org would be without an active owner: this one, or another of a person who is to act no more.
    record LastOwner() implements Refused {}

    /// It is another version than the caller has read, or a place was taken while the act was under way.
    record ChangedMeanwhile() implements Refused {}

    /// The account belongs to another org.
    record NotItsHome() implements Refused {}

    /// An erased person becomes nobody.
    record Erased(State wanted) implements Refused {}
}
