package dev.latchkey.session.invitation;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.events.Act;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.session.caller.Caller;
import dev.latchkey.session.caller.StepUp;
import dev.latchkey.session.directory.Denial;
import dev.latchkey.session.directory.Email;
import dev.latchkey.session.directory.Memberships;
import dev.latchkey.session.directory.People;
import dev.latchkey.session.directory.Person;
import dev.latchkey.session.directory.Rights;
import dev.latchkey.session.directory.Seat;
import dev.latchkey.session.directory.Seats;
import dev.latchkey.session.invitation.InviteOutcome.Denied;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;

/// Invites, and takes invitations back, under the lock of the org.
@ApplicationScoped
class InviteTransaction {
    private final Seats seats;
    private final People people;
    private final Memberships memberships;
    private final InvitationStore invitations;
    private final Outbox outbox;
    private final SecureRandom random;

    InviteTransaction(
            Seats seats,
            People people,
            Memberships memberships,
            InvitationStore invitations,
            Outbox outbox,
            SecureRandom random) {
        this.seats = seats;
        this.people = people;
        this.memberships = memberships;
        this.invitations = invitations;
        this.outbox = outbox;
        this.random = random;
    }

    @WithTransaction
    Uni<InviteOutcome> invite(Caller caller, OrgHandle org, Email email, Role role, Act act) {
        return asManager(
                caller,
                org,
                actor -> objection(caller, actor, role)
                        .map(InviteTransaction::denied)
                        .orElseGet(() -> invitations
                                .isPending(org, email, act.at())
                                .chain(pending -> pending
                                        ? refused(new InviteOutcome.AlreadyInvited())
                                        : isMember(org, email)
                                                .chain(member -> member
                                                        ? refused(new InviteOutcome.AlreadyMember())
                                                        : make(actor, org, email, role, act)))));
    }

    /// A role above one's own cannot be given away.
    private static Optional<Denial> objection(Caller caller, Seat.Member actor, Role role) {
        return Rights.toManage(actor.role(), role)
                .or(() -> role == Role.OWNER && StepUp.OWNER_CHANGE.isDueFor(caller)
                        ? Optional.of(new Denial.StepUpRequired())
                        : Optional.empty());
    }

    /// An unverified address is nobody's.
    private Uni<Boolean> isMember(OrgHandle org, Email email) {
        return people.find(email)
                .chain(person -> person.filter(Person::emailVerified)
                        .map(found -> memberships.seated(org, found.id()).map(Optional::isPresent))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<InviteOutcome> make(Seat.Member actor, OrgHandle org, Email email, Role role, Act act) {
        var made = Invitation.made(InvitationId.random(random), org, email, role, actor.person(), act.at());
        var code = Code.random(random);
        var check = Code.randomCheck(random);
        return invitations
                .add(made, code, check)
                .chain(() -> outbox.add(made.toldCreated(act)))
                .replaceWith(new InviteOutcome.Invited(made, code, check));
    }

    @WithTransaction
    Uni<InviteOutcome> takeBack(Caller caller, OrgHandle org, InvitationId id, Act act) {
        return asManager(
                caller,
                org,
                actor -> invitations
                        .lock(org, id)
                        .chain(found -> found.map(invitation -> takeBack(caller, actor, invitation, act))
                                .orElseGet(() -> refused(new InviteOutcome.UnknownInvitation()))));
    }

    private Uni<InviteOutcome> takeBack(Caller caller, Seat.Member actor, Invitation invitation, Act act) {
        return objection(caller, actor, invitation.role())
                .map(InviteTransaction::denied)
                .orElseGet(() -> switch (invitation.state(act.at())) {
                    case Invitation.Pending pending -> revoked(pending.revoke(act.at()), act);
                    case Invitation.Expired expired -> refused(new InviteOutcome.Over(expired));
                    case Invitation.Accepted accepted -> refused(new InviteOutcome.Over(accepted));
                    case Invitation.Revoked revoked -> refused(new InviteOutcome.Over(revoked));
                });
    }

    private Uni<InviteOutcome> revoked(Invitation changed, Act act) {
        return invitations
                .update(changed)
                .chain(() -> outbox.add(changed.toldRevoked("requested", act)))
                .replaceWith(new InviteOutcome.TakenBack());
    }

    private Uni<InviteOutcome> asManager(
            Caller caller, OrgHandle org, Function<Seat.Member, Uni<InviteOutcome>> decision) {
        return seats.lock(caller, org).chain(seat -> switch (seat) {
            case Seat.Denied(var denial) -> denied(denial);
            case Seat.Machine _ -> denied(new Denial.NoPerson());
            case Seat.Member actor -> decision.apply(actor);
        });
    }

    private static Uni<InviteOutcome> denied(Denial denial) {
        return refused(new Denied(denial));
    }

    private static Uni<InviteOutcome> refused(InviteOutcome.Refused refusal) {
        return Uni.createFrom().item(refusal);
    }
}
