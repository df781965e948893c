package dev.latchkey.session.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.session.request.PageQuery;
import dev.latchkey.session.request.PageQuery.Place;
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

    private static final String SEATED = "select m, p from MembershipEntity m join PersonEntity p on p.id = m.personId"
            + " where m.org = :org and not m.ended";

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

    /// The orgs that a person is a member of, before anything is locked.
    @WithSession
    public Uni<List<OrgHandle>> orgsOf(PersonId person) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select org from MembershipEntity where personId = :person and not ended order by org",
                                String.class)
                        .setParameter("person", person.publicId())
                        .getResultList())
                .map(found -> found.stream().map(OrgHandle::new).toList());
    }

    /// A member with the person; empty for whoever is none, or no longer.
    @WithSession
    public Uni<Optional<Seated>> seated(OrgHandle org, PersonId person) {
        return Panache.getSession()
                .chain(session -> session.createQuery(SEATED + " and m.personId = :person", Object[].class)
                        .setParameter("org", org.value())
                        .setParameter("person", person.publicId())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(Memberships::seated));
    }

    /// The members of an org in the order in which they joined.
    ///
    /// @param role only those with this role
    @WithSession
    public Uni<List<Seated>> page(OrgHandle org, Optional<Role> role, PageQuery query) {
        var hql = SEATED
                + (role.isPresent() ? " and m.role = :role" : "")
                + (query.after().isPresent()
                        ? " and (m.createdAt > :at or (m.createdAt = :at and m.personId > :id))"
                        : "")
                + " order by m.createdAt, m.personId";
        return Panache.getSession()
                .chain(session -> {
                    var found = session.createQuery(hql, Object[].class).setParameter("org", org.value());
                    role.ifPresent(wanted -> found.setParameter("role", Roles.slug(wanted)));
                    query.after()
                            .ifPresent(place ->
                                    found.setParameter("at", place.at()).setParameter("id", place.id()));
                    return found.setMaxResults(query.wanted()).getResultList();
                })
                .map(rows -> rows.stream().map(Memberships::seated).toList());
    }

    /// Where a member stands in that order.
    public static Place place(Seated member) {
        return new Place(member.membership().createdAt(), member.person().id().publicId());
    }

    private static Seated seated(Object[] row) {
        return new Seated(read((MembershipEntity) row[0]), PersonRows.read((PersonEntity) row[1]));
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
