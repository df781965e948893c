package dev.latchkey.session.bootstrap;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.ServiceName;
import dev.latchkey.session.directory.Membership;
import dev.latchkey.session.directory.MembershipId;
import dev.latchkey.session.directory.Memberships;
import dev.latchkey.session.directory.Org;
import dev.latchkey.session.directory.Orgs;
import dev.latchkey.session.directory.People;
import dev.latchkey.session.directory.Person;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;

/// Makes org, owner and membership with their events in one transaction, of which only one runs at a time however many
/// replicas start.
@ApplicationScoped
class FoundingTransaction {
    private static final long LOCK = 0x6c6b_626f_6f74L;
    private static final String TAKE = "select cast(pg_advisory_xact_lock(:lock) as text)";

    private final Orgs orgs;
    private final People people;
    private final Memberships memberships;
    private final SecureRandom random;
    private final Clock clock;

    FoundingTransaction(Orgs orgs, People people, Memberships memberships, SecureRandom random, Clock clock) {
        this.orgs = orgs;
        this.people = people;
        this.memberships = memberships;
        this.random = random;
        this.clock = clock;
    }

    /// Whoever was here first, made now if there is nobody.
    @WithTransaction
    Uni<Person> found(Wish wish) {
        return lock().chain(people::first)
                .chain(first -> first.map(Uni.createFrom()::item).orElseGet(() -> make(wish)));
    }

    private static Uni<Void> lock() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE, String.class)
                        .setParameter("lock", LOCK)
                        .getSingleResultOrNull())
                .replaceWithVoid();
    }

    private Uni<Person> make(Wish wish) {
        var now = clock.instant();
        var act = new Act(
                new Actor(ActorKind.SERVICE, ServiceName.SESSION.account(), null, null, null), Origin.NONE, now);
        var owner = Person.born(PersonId.random(random), wish.ownerName(), wish.email(), true, wish.org(), now)
                .asOperator();
        var membership = Membership.begun(MembershipId.random(random), wish.org(), owner.id(), Role.OWNER, now);
        return orgs.add(Org.founded(wish.org(), wish.orgName(), now), act)
                .chain(() -> people.add(owner, act))
                .chain(() -> memberships.add(membership, act))
                .replaceWith(owner);
    }
}
