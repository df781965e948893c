package dev.latchkey.session.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Who is a member of which org; each change is made under the lock of the org and takes its event along.
@ApplicationScoped
public class Memberships {
    private static final String OTHER_OWNERS = "select count(*) from membership m join person p on p.id = m.person_id"
            + " where m.org = :org and m.person_id <> :person and m.role = 'owner' and not m.ended"
            + " and p.state = 'active'";

    private final Outbox outbox;

    Memberships(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Adds a new one, in the caller's transaction.
    public Uni<Void> add(Membership membership, Act act) {
        var row = new MembershipEntity();
        row.id = membership.id().publicId();
        row.org = membership.org().value();
        row.personId = membership.person().publicId();
        row.createdAt = membership.createdAt();
        update(row, membership);
        return row.persistAndFlush().chain(() -> outbox.add(membership.told(act)));
    }

    /// Writes one, in the transaction that has locked its org.
    public Uni<Void> change(Membership changed, Act act) {
        return MembershipEntity.<MembershipEntity>findById(changed.id().publicId())
                .invoke(row -> update(row, changed))
                .chain(() -> outbox.add(changed.told(act)));
    }

    private static void update(MembershipEntity row, Membership membership) {
        row.role = Roles.slug(membership.role());
        row.ended = membership.ended();
        row.version = membership.version();
    }

    /// The membership of a person, ended or not.
    @WithSession
    public Uni<Optional<Membership>> find(OrgHandle org, PersonId person) {
        return MembershipEntity.<MembershipEntity>find("org = ?1 and personId = ?2", org.value(), person.publicId())
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(Memberships::read));
    }

    /// All memberships of a person that have not ended.
    @WithSession
    public Uni<List<Membership>> of(PersonId person) {
        return MembershipEntity.<MembershipEntity>find("personId = ?1 and not ended order by org", person.publicId())
                .list()
                .map(rows -> rows.stream().map(Memberships::read).toList());
    }

    /// Whether the org would have an active owner without this person.
    @WithSession
    public Uni<Boolean> hasOtherOwner(OrgHandle org, PersonId person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OTHER_OWNERS, Long.class)
                        .setParameter("org", org.value())
                        .setParameter("person", person.publicId())
                        .getSingleResult())
                .map(count -> count > 0);
    }

    static Membership read(MembershipEntity row) {
        return new Membership(
                new MembershipId(row.id),
                new OrgHandle(row.org),
                PersonId.parsePublic(row.personId).orElseThrow(),
                Roles.parse(row.role).orElseThrow(),
                row.ended,
                row.createdAt,
                row.version);
    }
}
