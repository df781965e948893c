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
import java.util.Optional;

/// Makes org, owner and membership with their events in one transaction, of which only one runs at a time however many
/// replicas start.
@ApplicationScoped
class FoundingTransaction {
    private static final long LOCK = 0x6c6b_626f_6f74L;
    private static final String TAKE = "select cast(pg_advisory_xact_lock(:lock) as text)";

    private final FirstPasswords passwords;
    private final Orgs orgs;
    private final People people;
    private final Memberships memberships;
    private final SecureRandom random;
    private final Clock clock;

    FoundingTransaction(
            FirstPasswords passwords,
            Orgs orgs,
            People people,
            Memberships memberships,
            SecureRandom random,
            Clock clock) {
        this.passwords = passwords;
        this.orgs = orgs;
        this.people = people;
        this.memberships = memberships;
        this.random = random;
        this.clock = clock;
    }

    /// Who was here first, and the password that this start has given them.
    record Begun(Person owner, Optional<FirstPassword> password) {
        /// Somebody from an earlier start.
        static Begun before(Person owner) {
            return new Begun(owner, Optional.empty());
        }
    }

    /// Makes the first owner, unless another replica just has: then theirs is the password, too.
    @WithTransaction
    Uni<Begun> found(Wish wish, FirstPassword password) {
        return lock().chain(people::first)
                .chain(first -> first.map(owner -> Uni.createFrom().item(Begun.before(owner)))
                        .orElseGet(() -> make(wish).chain(owner -> giving(owner, password))));
    }

    /// Gives the first owner another password for the one that was never replaced.
    @WithTransaction
    Uni<Begun> renew(Person owner, FirstPassword password) {
        return lock().chain(() -> passwords.isRenewed(owner.id()))
                .chain(still ->
                        still ? giving(owner, password) : Uni.createFrom().item(Begun.before(owner)));
    }

    private Uni<Begun> giving(Person owner, FirstPassword password) {
        return passwords.keep(owner.id(), password).replaceWith(new Begun(owner, Optional.of(password)));
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
