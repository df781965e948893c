package dev.latchkey.session;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.directory.DisplayName;
import dev.latchkey.session.directory.Email;
import dev.latchkey.session.directory.Letters;
import dev.latchkey.session.directory.Membership;
import dev.latchkey.session.directory.MembershipId;
import dev.latchkey.session.directory.Memberships;
import dev.latchkey.session.directory.Org;
import dev.latchkey.session.directory.Orgs;
import dev.latchkey.session.directory.People;
import dev.latchkey.session.directory.Person;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Random;
import java.util.function.Supplier;

/// Orgs of a test's own, with people in them.
@ApplicationScoped
public class Given {
    private static final Random RANDOM = new Random();

    private final Orgs orgs;
    private final People people;
    private final Memberships memberships;

    Given(Orgs orgs, People people, Memberships memberships) {
        this.orgs = orgs;
        this.people = people;
        this.memberships = memberships;
    }

    private static Act act() {
        return new Act(
                new Actor(ActorKind.SERVICE, "session-service", null, null, null),
                Origin.NONE,
                Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    }

    /// A new org without members; answers its handle.
    public String org() {
        var handle = "org-" + Letters.random(RANDOM, 8);
        await(() -> addOrg(handle));
        return handle;
    }

    @WithTransaction
    Uni<Boolean> addOrg(String handle) {
        var act = act();
        return orgs.add(Org.founded(new OrgHandle(handle), new DisplayName("A test's org"), act.at()), act);
    }

    /// A new person, `per_…`, with a verified address.
    public String person(String home) {
        return person(home, email(), true);
    }

    public String person(String home, String email, boolean verified) {
        var id = PersonId.random(RANDOM);
        await(() -> addPerson(id, home, email, verified));
        return id.publicId();
    }

    @WithTransaction
    Uni<Boolean> addPerson(PersonId id, String home, String email, boolean verified) {
        var act = act();
        return people.add(
                Person.born(
                        id,
                        new DisplayName("Ada"),
                        Email.parse(email).orElseThrow(),
                        verified,
                        new OrgHandle(home),
                        act.at()),
                act);
    }

    public static String email() {
        return "ada." + Letters.random(RANDOM, 8) + "@acme.example";
    }

    /// A new person of the org with this role.
    public String member(String org, Role role) {
        var person = person(org);
        join(org, person, role);
        return person;
    }

    /// Makes a person of any org a member of this one.
    public void join(String org, String person, Role role) {
        await(() -> addMembership(org, person, role));
    }

    @WithTransaction
    Uni<Void> addMembership(String org, String person, Role role) {
        var act = act();
        return memberships.add(
                Membership.begun(
                        MembershipId.random(RANDOM),
                        new OrgHandle(org),
                        PersonId.parsePublic(person).orElseThrow(),
                        role,
                        act.at()),
                act);
    }

    public static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
