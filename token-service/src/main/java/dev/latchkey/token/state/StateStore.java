package dev.latchkey.token.state;

import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateChanged.State;
import dev.latchkey.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;

/// The table behind the state feed: the authority that the topic only makes fast.
@Singleton
public final class StateStore {
    private static final String UPSERT = "insert into state (key, revision, state, since)"
            + " values (:key, :revision, :state, :since) on conflict (key) do update"
            + " set revision = excluded.revision, state = excluded.state, since = excluded.since";

    private final Outbox outbox;
    private final Pool pool;

    StateStore(Outbox outbox, Pool pool) {
        this.outbox = outbox;
        this.pool = pool;
    }

    /// Puts these keys into a state, in the caller's transaction, and answers what verifiers are told.
    ///
    /// From here to the commit no other change of state can pass: keep what follows short.
    public Uni<List<StateChanged>> change(List<String> keys, State state, Instant since) {
        return Panache.getSession()
                .chain(session -> nextRevisions(session, keys.size())
                        .map(first -> {
                            var changes = new ArrayList<StateChanged>();
                            for (var key : keys) {
                                changes.add(new StateChanged(key, first + changes.size(), state, since));
                            }
                            return List.copyOf(changes);
                        })
                        .call(changes -> upsert(session, changes))
                        .call(outbox::add));
    }

    private static Uni<Long> nextRevisions(Mutiny.Session session, int count) {
        return session.createNativeQuery("update revision_counter set last = last + :count returning last", Long.class)
                .setParameter("count", count)
                .getSingleResult()
                .map(last -> last - count + 1);
    }

    private static Uni<Void> upsert(Mutiny.Session session, List<StateChanged> changes) {
        var done = Uni.createFrom().voidItem();
        for (var change : changes) {
            done = done.chain(() -> session.createNativeQuery(UPSERT)
                    .setParameter("key", change.key())
                    .setParameter("revision", change.revision())
                    .setParameter("state", change.state().name().toLowerCase(Locale.ROOT))
                    .setParameter("since", change.since())
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return done;
    }

    /// What has changed since a revision, in order of revision; from 0 it is the whole state.
    Uni<List<StateChanged>> since(long revision, int limit) {
        return pool.preparedQuery(
                        "select key, revision, state, since from state where revision > $1 order by revision limit $2")
                .execute(Tuple.of(revision, limit))
                .map(rows -> {
                    var changes = new ArrayList<StateChanged>();
                    rows.forEach(row -> changes.add(read(row)));
                    return List.copyOf(changes);
                });
    }

    private static StateChanged read(Row row) {
        return new StateChanged(
                row.getString("key"),
                row.getLong("revision"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getOffsetDateTime("since").toInstant());
    }
}
