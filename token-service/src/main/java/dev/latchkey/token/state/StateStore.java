package dev.latchkey.token.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.EventType;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// The table behind the state feed: the authority that the topic only makes fast.
@Singleton
public final class StateStore {
    /// By way of text: for a jsonb parameter the driver would make a JSON string of the text.
    private static final String UPSERT = "insert into state (key, revision, record)"
            + " values (:key, :revision, cast(cast(:record as text) as jsonb)) on conflict (key) do update"
            + " set revision = excluded.revision, record = excluded.record";

    /// A key of the feed and the state it is to be in.
    public record Next(String key, State state) {}

    private final Outbox outbox;
    private final Pool pool;

    StateStore(Outbox outbox, Pool pool) {
        this.outbox = outbox;
        this.pool = pool;
    }

    /// Puts each key into its state, in the caller's transaction, and answers what verifiers are told.
    ///
    /// From here to the commit no other change of state can pass: keep what follows short.
    public Uni<List<StateChanged>> change(List<Next> nexts) {
        return Panache.getSession()
                .chain(session -> nextRevisions(session, nexts.size())
                        .map(first -> {
                            var changes = new ArrayList<StateChanged>();
                            for (var next : nexts) {
                                changes.add(new StateChanged(next.key(), first + changes.size(), next.state()));
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
                    .setParameter("record", EventJson.write(change))
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return done;
    }

    /// What has changed since a revision, in order of revision; from 0 it is the whole state.
    Uni<List<StateChanged>> since(long revision, int limit) {
        return pool.preparedQuery(
                        "select record::text as record from state where revision > $1 order by revision limit $2")
                .execute(Tuple.of(revision, limit))
                .map(rows -> {
                    var changes = new ArrayList<StateChanged>();
                    rows.forEach(row -> changes.add(read(row)));
                    return List.copyOf(changes);
                });
    }

    private static StateChanged read(Row row) {
        var text = row.getString("record");
        try {
            return EventJson.read(EventType.STATE_CHANGED.typeName(), text.getBytes(UTF_8))
                    .map(StateChanged.class::cast)
                    .orElseThrow();
        } catch (BrokenEventException impossible) {
            throw new IllegalStateException("a state record does not read as it was written", impossible);
        }
    }
}
