package dev.latchkey.session.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.session.caller.Caller;
import dev.latchkey.session.directory.Seat.Denied;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Looks up who a caller is in an org. The answer is that of the tables, not of what a verifier has heard by now:
/// whoever
/// was removed is nobody at their next request.
@ApplicationScoped
public class Seats {
    private final Orgs orgs;
    private final People people;
    private final Memberships memberships;

    Seats(Orgs orgs, People people, Memberships memberships) {
        this.orgs = orgs;
        this.people = people;
        this.memberships = memberships;
    }

    /// For reading.
    @WithSession
    public Uni<Seat> of(Caller caller, OrgHandle handle) {
        return reaches(caller, handle) ? orgs.find(handle).chain(org -> seat(caller, org)) : elsewhere();
    }

    /// For a change, in the caller's transaction: until it ends nobody's seat in the org changes.
    public Uni<Seat> lock(Caller caller, OrgHandle handle) {
        return reaches(caller, handle) ? orgs.lock(handle).chain(org -> seat(caller, org)) : elsewhere();
    }

    private static boolean reaches(Caller caller, OrgHandle handle) {
        return switch (caller) {
            case Caller.WithToken(var org, var _, var _, var _) -> org.equals(handle);
        };
    }

    private static Uni<Seat> elsewhere() {
        return Uni.createFrom().item(new Denied(new Denial.UnknownOrg()));
    }

    private Uni<Seat> seat(Caller caller, Optional<Org> org) {
        if (org.isEmpty()) {
            return elsewhere();
        }
        return caller.person()
                .map(person -> seat(org.get(), person))
                .orElseGet(() -> Uni.createFrom().item(new Seat.Machine(org.get())));
    }

    private Uni<Seat> seat(Org org, PersonId id) {
        return people.find(id)
                .chain(person -> memberships
                        .find(org.handle(), id)
                        .map(membership -> membership
                                .filter(found -> !found.ended()
                                        && person.filter(Seats::isActive).isPresent())
                                .<Seat>map(found -> new Seat.Member(org, id, found.role()))
                                .orElseGet(() -> new Denied(new Denial.NotAMember()))));
    }

    private static boolean isActive(Person person) {
        return person.state() == State.ACTIVE;
    }
}
