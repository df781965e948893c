package dev.latchkey.session.member;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.caller.Caller;
import dev.latchkey.session.caller.StepUp;
import dev.latchkey.session.directory.Denial;
import dev.latchkey.session.directory.Membership;
import dev.latchkey.session.directory.Memberships;
import dev.latchkey.session.directory.Rights;
import dev.latchkey.session.directory.Seat;
import dev.latchkey.session.directory.Seated;
import dev.latchkey.session.directory.Seats;
import dev.latchkey.session.member.MemberOutcome.Denied;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Gives members other roles and ends their membership, under the lock of the org: of two owners who remove each other
/// at once, one is no owner any more when it is their turn.
@ApplicationScoped
class MemberTransaction {
    private final Seats seats;
    private final Memberships memberships;

    MemberTransaction(Seats seats, Memberships memberships) {
        this.seats = seats;
        this.memberships = memberships;
    }

    /// Another role, for one who has `version` of theirs.
    @WithTransaction
    Uni<MemberOutcome> giveRole(
            Caller caller, OrgHandle org, PersonId person, Role role, Optional<Long> version, Act act) {
        return onMember(caller, org, person, (actor, member) -> {
            var before = member.membership().role();
            if (version.isPresent() && version.get() != member.membership().version()) {
                return refused(new MemberOutcome.ChangedMeanwhile());
            }
            if (role == before) {
                return Uni.createFrom().item(new MemberOutcome.Done(member));
            }
            return objection(caller, actor, before, role)
                    .map(MemberTransaction::denied)
                    .orElseGet(() -> unlessLastOwner(member, () -> changed(member, role, act)));
        });
    }

    /// Removes a member, or lets one leave.
    @WithTransaction
    Uni<MemberOutcome> end(Caller caller, OrgHandle org, PersonId person, Act act) {
        return onMember(caller, org, person, (actor, member) -> {
            var leaves = actor.person().equals(person);
            var role = member.membership().role();
            var objection = leaves ? stepUp(caller, role) : objection(caller, actor, role);
            return objection
                    .map(MemberTransaction::denied)
                    .orElseGet(() -> unlessLastOwner(
                            member,
                            () -> memberships
                                    .change(member.membership().over(), act)
                                    .replaceWith(new MemberOutcome.Gone())));
        });
    }

    private interface Turn {
        Uni<MemberOutcome> take(Seat.Member actor, Seated member);
    }

    private Uni<MemberOutcome> onMember(Caller caller, OrgHandle org, PersonId person, Turn turn) {
        return seats.lock(caller, org).chain(seat -> switch (seat) {
            case Seat.Denied(var denial) -> denied(denial);
            case Seat.Machine _ -> denied(new Denial.NoPerson());
            case Seat.Member actor ->
                memberships
                        .seated(org, person)
                        .chain(member -> member.map(found -> turn.take(actor, found))
                                .orElseGet(() -> refused(new MemberOutcome.UnknownMember())));
        });
    }

    private static Optional<Denial> objection(Caller caller, Seat.Member actor, Role... touched) {
        return Rights.toManage(actor.role(), touched).or(() -> stepUp(caller, touched));
    }

    private static Optional<Denial> stepUp(Caller caller, Role... touched) {
        for (var role : touched) {
            if (role == Role.OWNER && StepUp.OWNER_CHANGE.isDueFor(caller)) {
                return Optional.of(new Denial.StepUpRequired());
            }
        }
        return Optional.empty();
    }

    private Uni<MemberOutcome> unlessLastOwner(Seated member, java.util.function.Supplier<Uni<MemberOutcome>> act) {
        var membership = member.membership();
        if (membership.role() != Role.OWNER) {
            return act.get();
        }
        return memberships
                .hasOtherOwner(membership.org(), membership.person())
                .chain(other -> other ? act.get() : refused(new MemberOutcome.LastOwner()));
    }

    private Uni<MemberOutcome> changed(Seated member, Role role, Act act) {
        Membership changed = member.membership().with(role);
        return memberships
                .change(changed, act)
                .replaceWith(new MemberOutcome.Done(new Seated(changed, member.person())));
    }

    private static Uni<MemberOutcome> denied(Denial denial) {
        return refused(new Denied(denial));
    }

    private static Uni<MemberOutcome> refused(MemberOutcome.Refused refusal) {
        return Uni.createFrom().item(refusal);
    }
}
