package dev.latchkey.session.directory;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/// The people; each change takes its event along. Whoever locks orgs too locks them first.
@ApplicationScoped
public class People {
    private static final String INSERT = "insert into person"
            + " (id, display_name, email, email_key, email_verified, home_org, operator, state, created_at, version)"
            + " values (:id, :name, :email, :key, :verified, :home, :operator, :state, :at, :version)"
            + " on conflict (email_key) do nothing";

    private final Outbox outbox;

    People(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Adds a new person, in the caller's transaction; false when somebody has this e-mail address.
    public Uni<Boolean> add(Person person, Act act) {
        var email = person.email().orElseThrow();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSERT)
                        .setParameter("id", person.id().publicId())
                        .setParameter("name", person.name().value())
                        .setParameter("email", email.text())
                        .setParameter("key", email.key())
                        .setParameter("verified", person.emailVerified())
                        .setParameter("home", person.home().value())
                        .setParameter("operator", person.operator())
                        .setParameter("state", PersonRows.slug(person.state()))
                        .setParameter("at", person.createdAt())
                        .setParameter("version", person.version())
                        .executeUpdate())
                .chain(added -> added == 1
                        ? outbox.add(person.told(act)).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    /// Reads a person and keeps others from changing them until the caller's transaction ends.
    public Uni<Optional<Person>> lock(PersonId id) {
        return PersonEntity.<PersonEntity>findById(id.publicId(), LockModeType.PESSIMISTIC_WRITE)
                .map(People::read);
    }

    /// Writes a person who was locked in the caller's transaction.
    public Uni<Void> change(Person changed, Act act) {
        return PersonEntity.<PersonEntity>findById(changed.id().publicId())
                .invoke(row -> PersonRows.update(row, changed))
                .chain(() -> outbox.add(changed.told(act)));
    }

    @WithSession
    public Uni<Optional<Person>> find(PersonId id) {
        return PersonEntity.<PersonEntity>findById(id.publicId()).map(People::read);
    }

    /// Whoever has this e-mail address, verified or not.
    @WithSession
    public Uni<Optional<Person>> find(Email email) {
        return PersonEntity.<PersonEntity>find("emailKey", email.key())
                .firstResult()
                .map(People::read);
    }

    /// Whoever was there first; empty before the bootstrap.
    @WithSession
    public Uni<Optional<Person>> first() {
        return PersonEntity.<PersonEntity>find("order by createdAt, id")
                .firstResult()
                .map(People::read);
    }

    private static Optional<Person> read(PersonEntity row) {
        return Optional.ofNullable(row).map(PersonRows::read);
    }
}
