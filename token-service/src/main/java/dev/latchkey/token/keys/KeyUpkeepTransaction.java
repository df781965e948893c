package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.Event;
import dev.latchkey.events.KeyDeleted;
import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The steps of [KeyUpkeep], each in a transaction of its own. What one replica is changing no other touches.
@ApplicationScoped
class KeyUpkeepTransaction {
    private static final int PAGE = 200;
    static final String LEADER = "select pg_try_advisory_xact_lock(1819243378, 1)";

    /// By the clock of the database: one replica's may be years ahead.
    private static final String DELETE = "update root_key k set wrapped = null, wrapped_under = null,"
            + " deleted_at = statement_timestamp() where k.retired_at < statement_timestamp() - interval '30 days'"
            + " and k.deleted_at is null and not exists (select 1 from token t"
            + " where t.org = k.org and t.key_generation = k.generation"
            + " and (t.expires_at is null or t.expires_at > statement_timestamp()))"
            + " returning k.org || '.' || k.generation";

    private final KeyWrap wrap;
    private final Outbox outbox;
    private final Clock clock;

    KeyUpkeepTransaction(KeyWrap wrap, Outbox outbox, Clock clock) {
        this.wrap = wrap;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Some of the root keys.
    ///
    /// @param last where the next page begins; empty after the last page
    record Page(Optional<RootKeyEntity.Id> last, List<String> objections, int rewrapped) {}

    @WithTransaction
    Uni<Page> look(Optional<RootKeyEntity.Id> after) {
        return leads().chain(leads -> page(after).map(rows -> {
            var objections = new ArrayList<String>();
            var rewrapped = 0;
            for (var row : rows) {
                var objection = objection(row);
                objection.ifPresent(objections::add);
                if (leads && objection.isEmpty() && rewrap(row)) {
                    rewrapped++;
                }
            }
            var last = rows.size() < PAGE ? Optional.<RootKeyEntity.Id>empty() : Optional.of(rows.getLast().id);
            return new Page(last, objections, rewrapped);
        }));
    }

    private static Uni<Boolean> leads() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(LEADER, Boolean.class).getSingleResult());
    }

    private static Uni<List<RootKeyEntity>> page(Optional<RootKeyEntity.Id> after) {
        var org = after.map(RootKeyEntity.Id::org).orElse("");
        var generation = after.map(RootKeyEntity.Id::generation).orElse(0);
        return RootKeyEntity.<RootKeyEntity>find(
                        "wrapped is not null and (id.org > ?1 or (id.org = ?1 and id.generation > ?2))"
                                + " order by id.org, id.generation",
                        org,
                        generation)
                .range(0, PAGE - 1)
                .list();
    }

    private Optional<String> objection(RootKeyEntity row) {
        var keyId = row.id.keyId();
        try {
            var rootKey = wrap.unwrap(keyId, wrapped(row));
            try {
                return KeyMaterial.objection(rootKey).map(objection -> "root key " + keyId + " " + objection);
            } finally {
                Arrays.fill(rootKey, (byte) 0);
            }
        } catch (KeyClosedException doesNotOpen) {
            return Optional.of("root key " + keyId + " does not open under this key-encryption key");
        }
    }

    private boolean rewrap(RootKeyEntity row) {
        var primary = wrap.primary();
        if (row.wrappedUnder != null && row.wrappedUnder == primary) {
            return false;
        }
        var keyId = row.id.keyId();
        var rootKey = wrap.unwrap(keyId, wrapped(row));
        try {
            row.wrapped = wrap.wrap(keyId, rootKey);
            row.wrappedUnder = primary;
            return true;
        } finally {
            Arrays.fill(rootKey, (byte) 0);
        }
    }

    private static byte[] wrapped(RootKeyEntity row) {
        return Optional.ofNullable(row.wrapped).orElseThrow();
    }

    /// Deletes the root keys that were retired long enough ago and of which no token can still be unexpired.
    @WithTransaction
    Uni<List<KeyId>> deleteDue() {
        return leads().chain(leads -> leads
                ? Panache.getSession()
                        .chain(session ->
                                session.createNativeQuery(DELETE, String.class).getResultList())
                        .map(deleted -> deleted.stream()
                                .map(text -> KeyId.parse(text).orElseThrow())
                                .toList())
                        .call(deleted -> outbox.add(events(deleted, clock.instant())))
                : Uni.createFrom().item(List.of()));
    }

    private static List<Event> events(List<KeyId> deleted, Instant now) {
        var self = new Actor(ActorKind.SERVICE, ServiceName.TOKEN.account(), null, null, null);
        return deleted.stream()
                .<Event>map(keyId -> new KeyDeleted(keyId.org().value(), keyId.text(), new Act(self, Origin.NONE, now)))
                .toList();
    }
}
