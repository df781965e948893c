package dev.latchkey.session.directory;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/// The orgs. A change of one, of its members or of its invitations is made under the lock of its row, so that changes
/// of one org follow one another; each change takes its event along.
@ApplicationScoped
public class Orgs {
    private static final String INSERT = "insert into org (handle, display_name, created_at, version)"
            + " values (:handle, :name, :at, :version) on conflict (handle) do nothing";

    private final Outbox outbox;

    Orgs(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Adds a new org, in the caller's transaction; false when there is, or ever was, one of this handle.
    public Uni<Boolean> add(Org org, Act act) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSERT)
                        .setParameter("handle", org.handle().value())
                        .setParameter("name", org.name().value())
                        .setParameter("at", org.createdAt())
                        .setParameter("version", org.version())
                        .executeUpdate())
                .chain(added -> added == 1
                        ? outbox.add(org.told(act)).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    /// Reads an org and keeps others from changing it or its members until the caller's transaction ends.
    public Uni<Optional<Org>> lock(OrgHandle handle) {
        return OrgEntity.<OrgEntity>findById(handle.value(), LockModeType.PESSIMISTIC_WRITE)
                .map(Orgs::read);
    }

    /// Locks several, in the one order in which everybody does.
    public Uni<Void> lockAll(List<OrgHandle> handles) {
        var locked = Uni.createFrom().voidItem();
        for (var handle : handles.stream().sorted().toList()) {
            locked = locked.chain(() -> lock(handle).replaceWithVoid());
        }
        return locked;
    }

    /// Writes an org that was locked in the caller's transaction.
    public Uni<Void> change(Org changed, Act act) {
        return OrgEntity.<OrgEntity>findById(changed.handle().value())
                .invoke(row -> OrgRows.update(row, changed))
                .chain(() -> outbox.add(changed.told(act)));
    }

    @WithSession
    public Uni<Optional<Org>> find(OrgHandle handle) {
        return OrgEntity.<OrgEntity>findById(handle.value()).map(Orgs::read);
    }

    /// The orgs that a person is a member of, by handle: what rules their logins.
    @WithSession
    public Uni<List<Org>> of(PersonId person) {
        return OrgEntity.<OrgEntity>find(
                        "handle in (select org from MembershipEntity where personId = ?1 and not ended) order by handle",
                        person.publicId())
                .list()
                .map(rows -> rows.stream().map(OrgRows::read).toList());
    }

    private static Optional<Org> read(OrgEntity row) {
        return Optional.ofNullable(row).map(OrgRows::read);
    }
}
