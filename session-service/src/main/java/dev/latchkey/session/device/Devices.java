package dev.latchkey.session.device;

import dev.latchkey.access.Network;
import dev.latchkey.access.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/// Which devices a person knows. A row is (device, person): several people may share a browser.
@Singleton
public final class Devices {
    private static final String KNOWN = "select exists (select from device where id = $1 and person_id = $2) as known";
    private static final String SEEN = "insert into device as d (id, person_id, label, network, first_seen, last_seen)"
            + " values (:device, :person, :label, nullif(:network, ''), :now, :now) on conflict (id, person_id) do update"
            + " set label = case when d.renamed then d.label else excluded.label end,"
            + " network = excluded.network, last_seen = excluded.last_seen"
            + " returning cast(case when first_seen = last_seen then 'new' else 'known' end as text)";
    private static final String LABEL =
            "select label from device where id = :device and person_id = :person for update";
    private static final String RENAME =
            "update device set label = :label, renamed = true where id = :device and person_id = :person";
    private static final String FORGET = "delete from device where id = :device and person_id = :person";

    private final Pool pool;

    Devices(Pool pool) {
        this.pool = pool;
    }

    /// Whether the person has logged in with it before.
    public Uni<Boolean> isKnown(DeviceId device, PersonId person) {
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.of(device.publicId(), person.publicId()))
                .map(rows -> rows.iterator().next().getBoolean("known"));
    }

    /// Notes a login, in the caller's transaction; answers whether it is the first one.
    public Uni<Boolean> loggedIn(
            DeviceId device, PersonId person, DeviceLabel label, Optional<Network> network, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SEEN, String.class)
                        .setParameter("device", device.publicId())
                        .setParameter("person", person.publicId())
                        .setParameter("label", label.text())
                        .setParameter("network", network.map(Network::text).orElse(""))
                        .setParameter("now", now)
                        .getSingleResult())
                .map("new"::equals);
    }

    /// Its label, and keeps the row until the caller's transaction ends; empty when it is not the person's.
    public Uni<Optional<String>> lock(DeviceId device, PersonId person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LABEL, String.class)
                        .setParameter("device", device.publicId())
                        .setParameter("person", person.publicId())
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /// In the caller's transaction.
    public Uni<Void> rename(DeviceId device, PersonId person, DeviceLabel label) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RENAME)
                        .setParameter("label", label.text())
                        .setParameter("device", device.publicId())
                        .setParameter("person", person.publicId())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// In the caller's transaction.
    public Uni<Void> forget(DeviceId device, PersonId person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter("device", device.publicId())
                        .setParameter("person", person.publicId())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
