package dev.latchkey.session.directory;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.kit.problem.Problem;

/// Why somebody may not do something in an org.
public sealed interface Denial {
    /// There is no such org, or the presented token works in another: both read the same.
    record UnknownOrg() implements Denial {}

    /// The person is no active member, or no longer.
    record NotAMember() implements Denial {}

    /// The token is nobody's, so no role answers for it: it may only read what every member may.
    record NoPerson() implements Denial {}

    /// The person's role does not reach.
    record RoleTooLow(Role needed) implements Denial {}

    /// The act wants fresh proof of who it is.
    record StepUpRequired() implements Denial {}

    /// What the caller is told.
    default Problem problem() {
        return switch (this) {
            case UnknownOrg() -> Problem.notFound("org");
            case NotAMember() ->
                new Problem("not-a-member", 403, "Not a member", "This person is no active member of the org.");
            case NoPerson() ->
                new Problem("no-person", 403, "A person is needed", "This token is nobody's; it may only read here.");
            case RoleTooLow(var needed) ->
                new Problem(
                        "role-too-low",
                        403,
                        "Role too low",
                        "This needs the role " + Roles.slug(needed) + " in the org.");
            case StepUpRequired() ->
                new Problem(
                        "step-up-required", 403, "Fresh proof is needed", "Prove again who you are, and repeat this.");
        };
    }
}
