package dev.latchkey.session.org;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.session.caller.Caller;
import dev.latchkey.session.caller.StepUp;
import dev.latchkey.session.directory.Denial;
import dev.latchkey.session.directory.DisplayName;
import dev.latchkey.session.directory.Membership;
import dev.latchkey.session.directory.MembershipId;
import dev.latchkey.session.directory.Memberships;
import dev.latchkey.session.directory.Org;
import dev.latchkey.session.directory.Orgs;
import dev.latchkey.session.directory.People;
import dev.latchkey.session.directory.Rights;
import dev.latchkey.session.directory.Seat;
import dev.latchkey.session.directory.Seats;
import dev.latchkey.session.org.OrgOutcome.ChangedMeanwhile;
import dev.latchkey.session.org.OrgOutcome.Denied;
import dev.latchkey.session.org.OrgOutcome.HandleTaken;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Founds and changes orgs.
@ApplicationScoped
class OrgTransaction {
    private final Seats seats;
    private final Orgs orgs;
    private final People people;
    private final Memberships memberships;
    private final SecureRandom random;

    OrgTransaction(Seats seats, Orgs orgs, People people, Memberships memberships, SecureRandom random) {
        this.seats = seats;
        this.orgs = orgs;
        this.people = people;
        this.memberships = memberships;
        this.random = random;
    }

    /// A new org, whose first owner is the founder.
    @WithTransaction
    Uni<OrgOutcome> found(PersonId founder, OrgHandle handle, DisplayName name, Act act) {
        return people.lock(founder)
                .chain(person ->
                        person.filter(found -> found.state() == State.ACTIVE).isPresent()
                                ? add(founder, Org.founded(handle, name, act.at()), act)
                                : denied(new Denial.NotAMember()));
    }

    private Uni<OrgOutcome> add(PersonId founder, Org org, Act act) {
        var membership = Membership.begun(MembershipId.random(random), org.handle(), founder, Role.OWNER, act.at());
        return orgs.add(org, act)
                .chain(added -> added
                        ? memberships.add(membership, act).replaceWith(new OrgOutcome.Founded(org))
                        : Uni.createFrom().item(new HandleTaken()));
    }

    /// Another name.
    @WithTransaction
    Uni<OrgOutcome> rename(Caller caller, OrgHandle handle, DisplayName name, Optional<Long> version, Act act) {
        return change(caller, handle, version, act, org -> org.named(name));
    }

    /// Another policy, over the one that the caller has read.
    @WithTransaction
    Uni<OrgOutcome> decide(Caller caller, OrgHandle handle, OrgPolicy policy, long version, Act act) {
        return StepUp.POLICY.isDueFor(caller)
                ? denied(new Denial.StepUpRequired())
                : change(caller, handle, Optional.of(version), act, org -> org.deciding(policy));
    }

    private Uni<OrgOutcome> change(
            Caller caller, OrgHandle handle, Optional<Long> version, Act act, UnaryOperator<Org> change) {
        return seats.lock(caller, handle).chain(seat -> switch (seat) {
            case Seat.Denied(var denial) -> denied(denial);
            case Seat.Machine _ -> denied(new Denial.NoPerson());
            case Seat.Member(var org, var _, var role) ->
                Rights.toOwn(role).map(OrgTransaction::denied).orElseGet(() -> change(org, version, act, change));
        });
    }

    private Uni<OrgOutcome> change(Org org, Optional<Long> version, Act act, UnaryOperator<Org> change) {
        if (version.isPresent() && version.get() != org.version()) {
            return Uni.createFrom().item(new ChangedMeanwhile());
        }
        var changed = change.apply(org);
        return changed.name().equals(org.name()) && changed.policy().equals(org.policy())
                ? Uni.createFrom().item(new OrgOutcome.Changed(org))
                : orgs.change(changed, act).replaceWith(new OrgOutcome.Changed(changed));
    }

    private static Uni<OrgOutcome> denied(Denial denial) {
        return Uni.createFrom().item(new Denied(denial));
    }
}
