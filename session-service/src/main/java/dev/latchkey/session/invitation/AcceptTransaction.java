package dev.latchkey.session.invitation;

import dev.latchkey.events.Act;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.session.directory.Membership;
import dev.latchkey.session.directory.MembershipId;
import dev.latchkey.session.directory.Memberships;
import dev.latchkey.session.directory.Orgs;
import dev.latchkey.session.directory.People;
import dev.latchkey.session.directory.Person;
import dev.latchkey.session.directory.Roles;
import dev.latchkey.session.invitation.AcceptOutcome.NotActive;
import dev.latchkey.session.invitation.AcceptOutcome.Refused;
import dev.latchkey.session.invitation.Invitation.Pending;
import dev.latchkey.session.invitation.InvitationStore.Opened;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// Makes members of those who accept, under the locks of the org and of the person: nobody is erased meanwhile.
///
/// Who is meant proves it by the invited address, verified, or by the check code: the link alone could have been passed
/// on, or read in the mail on its way.
@ApplicationScoped
class AcceptTransaction {
    private final Orgs orgs;
    private final People people;
    private final Memberships memberships;
    private final InvitationStore invitations;
    private final Outbox outbox;
    private final SecureRandom random;

    AcceptTransaction(
            Orgs orgs,
            People people,
            Memberships memberships,
            InvitationStore invitations,
            Outbox outbox,
            SecureRandom random) {
        this.orgs = orgs;
        this.people = people;
        this.memberships = memberships;
        this.invitations = invitations;
        this.outbox = outbox;
        this.random = random;
    }

    /// @param check the check code, if one was given
    @WithTransaction
    Uni<AcceptOutcome> accept(Code code, Joining joining, Optional<String> check, Act act) {
        return invitations
                .orgOf(code)
                .chain(org -> org.isEmpty()
                        ? refused(new AcceptOutcome.UnknownCode())
                        : orgs.lock(org.get())
                                .chain(() -> invitations.lock(code))
                                .chain(opened -> opened.map(found -> accept(found, code, joining, check, act))
                                        .orElseGet(() -> refused(new AcceptOutcome.UnknownCode()))));
    }

    private Uni<AcceptOutcome> accept(Opened opened, Code code, Joining joining, Optional<String> check, Act act) {
        return switch (opened.invitation().state(act.at())) {
            case Invitation.Expired expired -> refused(new AcceptOutcome.Over(expired));
            case Invitation.Accepted accepted -> refused(new AcceptOutcome.Over(accepted));
            case Invitation.Revoked revoked -> refused(new AcceptOutcome.Over(revoked));
            case Pending pending ->
                person(joining, opened.invitation(), act)
                        .chain(person -> person.filter(AcceptTransaction::isActive)
                                .map(found -> proven(pending, found, joining, new Checked(opened, code, check), act))
                                .orElseGet(() -> refused(new NotActive())));
        };
    }

    private static boolean isActive(Person person) {
        return person.state() == State.ACTIVE;
    }

    private Uni<Optional<Person>> person(Joining joining, Invitation invitation, Act act) {
        return switch (joining) {
            case Joining.Known(var id) -> people.lock(id);
            case Joining.Newcomer(var id, var name, var email, var verified) ->
                Uni.createFrom().item(Optional.of(Person.born(id, name, email, verified, invitation.org(), act.at())));
        };
    }

    /// A check code in the light of the invitation that it is for.
    private record Checked(Opened opened, Code code, Optional<String> given) {
        boolean isRight(String check) {
            return MessageDigest.isEqual(HexFormat.of().parseHex(opened.checkHash()), code.checkHash(check));
        }

        @Override
        public String toString() {
            return "Checked[••••]";
        }
    }

    private Uni<AcceptOutcome> proven(Pending pending, Person person, Joining joining, Checked checked, Act act) {
        if (isMeant(pending.invitation(), person)) {
            return join(pending, person, joining, act);
        }
        if (checked.given().isEmpty()) {
            return refused(new AcceptOutcome.CheckCodeNeeded());
        }
        return checked.isRight(checked.given().get())
                ? join(pending, person, joining, act)
                : guessed(pending.guessed(act.at()), act);
    }

    private static boolean isMeant(Invitation invitation, Person person) {
        var invited = invitation.email().map(email -> email.key());
        return person.emailVerified()
                && invited.isPresent()
                && invited.equals(person.email().map(email -> email.key()));
    }

    private Uni<AcceptOutcome> guessed(Invitation after, Act act) {
        return invitations
                .update(after)
                .chain(() -> after.revoked().isPresent()
                        ? outbox.add(after.toldRevoked("guessed", act))
                        : Uni.createFrom().voidItem())
                .chain(() -> refused(new AcceptOutcome.WrongCheckCode()));
    }

    private Uni<AcceptOutcome> join(Pending pending, Person person, Joining joining, Act act) {
        var invitation = pending.invitation();
        return mayInvite(invitation)
                .chain(may -> may
                        ? memberships
                                .find(invitation.org(), person.id())
                                .chain(before -> before.filter(membership -> !membership.ended())
                                                .isPresent()
                                        ? refused(new AcceptOutcome.AlreadyMember())
                                        : enter(person, joining, act)
                                                .chain(entered -> entered
                                                        ? join(pending, person, before, act)
                                                        : refused(new AcceptOutcome.AddressTaken())))
                        : refused(new AcceptOutcome.InviterGone()));
    }

    /// Whether the inviter could still invite for this role.
    private Uni<Boolean> mayInvite(Invitation invitation) {
        return memberships
                .seated(invitation.org(), invitation.inviter())
                .map(inviter -> inviter.filter(found -> isActive(found.person())
                                && Roles.includes(found.membership().role(), invitation.role()))
                        .isPresent());
    }

    private Uni<Boolean> enter(Person person, Joining joining, Act act) {
        return switch (joining) {
            case Joining.Known _ -> Uni.createFrom().item(true);
            case Joining.Newcomer _ -> people.add(person, act);
        };
    }

    private Uni<AcceptOutcome> join(Pending pending, Person person, Optional<Membership> before, Act act) {
        var invitation = pending.invitation();
        var accepted = pending.accept(person.id(), act.at());
        var membership = before.map(found -> found.with(invitation.role()))
                .orElseGet(() -> Membership.begun(
                        MembershipId.random(random), invitation.org(), person.id(), invitation.role(), act.at()));
        return (before.isPresent() ? memberships.change(membership, act) : memberships.add(membership, act))
                .chain(() -> invitations.update(accepted))
                .chain(() -> outbox.add(accepted.toldAccepted(person.id(), act)))
                .replaceWith(new AcceptOutcome.Joined(membership));
    }

    private static Uni<AcceptOutcome> refused(Refused refusal) {
        return Uni.createFrom().item(refusal);
    }
}
