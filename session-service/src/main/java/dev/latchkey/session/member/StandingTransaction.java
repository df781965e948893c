package dev.latchkey.session.member;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.session.caller.Caller;
import dev.latchkey.session.caller.StepUp;
import dev.latchkey.session.directory.Denial;
import dev.latchkey.session.directory.Membership;
import dev.latchkey.session.directory.Memberships;
import dev.latchkey.session.directory.Orgs;
import dev.latchkey.session.directory.People;
import dev.latchkey.session.directory.Person;
import dev.latchkey.session.directory.Rights;
import dev.latchkey.session.directory.Seat;
import dev.latchkey.session.directory.Seated;
import dev.latchkey.session.directory.Seats;
import dev.latchkey.session.member.MemberOutcome.Denied;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Disables, enables and erases people, by their home org: under the locks of all orgs they are in, since each of them
/// could lose its last owner by it.
@ApplicationScoped
class StandingTransaction {
    private final Seats seats;
    private final Orgs orgs;
    private final People people;
    private final Memberships memberships;
    private final List<PersonTies> ties;

    StandingTransaction(
            Seats seats, Orgs orgs, People people, Memberships memberships, @Any Instance<PersonTies> ties) {
        this.seats = seats;
        this.orgs = orgs;
        this.people = people;
        this.memberships = memberships;
        this.ties = ties.stream().toList();
    }

    @WithTransaction
    Uni<MemberOutcome> stand(Caller caller, OrgHandle org, PersonId person, State state, Act act) {
        return memberships.orgsOf(person).chain(before -> {
            var locked = new TreeSet<>(before);
            locked.add(org);
            return orgs.lockAll(List.copyOf(locked))
                    .chain(() -> people.lock(person))
                    .chain(() -> seats.lock(caller, org))
                    .chain(seat -> switch (seat) {
                        case Seat.Denied(var denial) -> denied(denial);
                        case Seat.Machine _ -> denied(new Denial.NoPerson());
                        case Seat.Member actor ->
                            memberships
                                    .of(person)
                                    .chain(now -> locked.containsAll(now.stream()
                                                    .map(Membership::org)
                                                    .toList())
                                            ? stand(caller, actor, person, now, state, act)
                                            : refused(new MemberOutcome.ChangedMeanwhile()));
                    });
        });
    }

    private Uni<MemberOutcome> stand(
            Caller caller, Seat.Member actor, PersonId person, List<Membership> all, State state, Act act) {
        return memberships.seated(actor.org().handle(), person).chain(member -> {
            if (member.isEmpty()) {
                return refused(new MemberOutcome.UnknownMember());
            }
            var found = member.get();
            return objection(caller, actor, found, state)
                    .map(StandingTransaction::refused)
                    .orElseGet(() -> found.person().state() == state
                            ? Uni.createFrom().item(new MemberOutcome.Done(found))
                            : unlessLastOwner(all, state, 0)
                                    .chain(last -> last
                                            ? refused(new MemberOutcome.LastOwner())
                                            : changed(found, all, state, act)));
        });
    }

    private static Optional<MemberOutcome.Refused> objection(
            Caller caller, Seat.Member actor, Seated member, State state) {
        var role = member.membership().role();
        var denial = state == State.ERASED ? Rights.toOwn(actor.role()) : Rights.toManage(actor.role(), role);
        if (denial.isPresent()) {
            return Optional.of(new Denied(denial.get()));
        }
        if (!member.person().home().equals(actor.org().handle())) {
            return Optional.of(new MemberOutcome.NotItsHome());
        }
        if (role == Role.OWNER && StepUp.OWNER_CHANGE.isDueFor(caller)) {
            return Optional.of(new Denied(new Denial.StepUpRequired()));
        }
        return member.person().state() == State.ERASED && state != State.ERASED
                ? Optional.of(new MemberOutcome.Erased(state))
                : Optional.empty();
    }

    /// Whether one of the orgs would be without an owner.
    private Uni<Boolean> unlessLastOwner(List<Membership> all, State state, int at) {
        if (state == State.ACTIVE || at == all.size()) {
            return Uni.createFrom().item(false);
        }
        var membership = all.get(at);
        var next = Uni.createFrom().deferred(() -> unlessLastOwner(all, state, at + 1));
        return membership.role() != Role.OWNER
                ? next
                : memberships
                        .hasOtherOwner(membership.org(), membership.person())
                        .chain(other -> other ? next : Uni.createFrom().item(true));
    }

    private Uni<MemberOutcome> changed(Seated member, List<Membership> all, State state, Act act) {
        var person = member.person();
        return switch (state) {
            case ACTIVE -> saved(member, person.standing(state), act);
            case DISABLED -> cut(person, state, act).chain(() -> saved(member, person.standing(state), act));
            case ERASED ->
                cut(person, state, act)
                        .chain(() -> over(all, act))
                        .chain(() -> people.change(person.erased(), act))
                        .replaceWith(new MemberOutcome.Gone());
        };
    }

    private Uni<MemberOutcome> saved(Seated member, Person changed, Act act) {
        return people.change(changed, act)
                .replaceWith(new MemberOutcome.Done(new Seated(member.membership(), changed)));
    }

    private Uni<Void> cut(Person person, State state, Act act) {
        var cut = Uni.createFrom().voidItem();
        for (var tie : ties) {
            cut = cut.chain(() -> tie.cut(person.id(), state, act));
        }
        return cut;
    }

    private Uni<Void> over(List<Membership> all, Act act) {
        var over = Uni.createFrom().voidItem();
        for (var membership : all) {
            over = over.chain(() -> memberships.change(membership.over(), act));
        }
        return over;
    }

    private static Uni<MemberOutcome> denied(Denial denial) {
        return refused(new Denied(denial));
    }

    private static Uni<MemberOutcome> refused(MemberOutcome.Refused refusal) {
        return Uni.createFrom().item(refusal);
    }
}
