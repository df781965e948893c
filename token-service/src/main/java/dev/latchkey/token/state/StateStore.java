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
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// The table behind the state feed: the authority that the topic only makes fast.
@Singleton
public final class StateStore {
    /// By way of text: for a jsonb parameter the driver would make a JSON string of the text.
    private static final String UPSERT = "insert into state (key, revision, record)"
            + " values (:key, :revision, cast(cast(:record as text) as jsonb)) on conflict (key) do update"
            + " set revision = excluded.revision, record = excluded.record";

    private static final String SINCE =
            "select c.last, s.key, s.revision, s.record::text as record from revision_counter c"
                    + " left join lateral (select key, revision, record from state where revision > $1 order by revision limit $2) s"
                    + " on true order by s.revision";
    private static final Logger LOG = Logger.getLogger(StateStore.class);

    /// A key of the feed and the state it is to be in.
    public record Next(String key, State state) {}

    private final Outbox outbox;
    private final Pool pool;
    private final Clock clock;

    StateStore(Outbox outbox, Pool pool, Clock clock) {
        this.outbox = outbox;
        this.pool = pool;
        this.clock = clock;
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

    /// What is held of a key, in the caller's session.
    public Uni<Optional<StateChanged>> held(String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select cast(record as text) from state where key = :key", String.class)
                        .setParameter("key", key)
                        .getSingleResultOrNull())
                .map(record -> Optional.ofNullable(record).flatMap(StateStore::read));
    }

    /// Part of the table, in order of revision.
    ///
    /// @param upTo every change up to this revision is in this page, in an earlier one, or has been overtaken
    /// @param isLast whether nothing came after it when it was read
    record Page(List<StateChanged> changes, long upTo, boolean isLast) {}

    /// What has changed since a revision; from 0 it is the whole state. The counter is read in the same snapshot, so
    /// that a last page goes as far as there are commits.
    Uni<Page> since(long revision, int limit) {
        return pool.preparedQuery(SINCE).execute(Tuple.of(revision, limit)).map(rows -> {
            var changes = new ArrayList<StateChanged>();
            var last = revision;
            var count = 0;
            for (var row : rows) {
                var found = row.getLong("revision");
                if (found != null) {
                    count++;
                    last = found;
                    read(row.getString("key"), found, row.getString("record")).ifPresent(changes::add);
                }
            }
            var isLast = count < limit;
            return new Page(
                    changes, isLast ? Math.max(last, rows.iterator().next().getLong("last")) : last, isLast);
        });
    }

    /// What cannot be read lets nothing through. A key of which this version knows nothing is skipped.
    private Optional<StateChanged> read(String key, long revision, String record) {
        return read(record)
                .or(() -> StrictestState.of(key, clock.instant())
                        .map(strictest -> new StateChanged(key, revision, strictest)));
    }

    private static Optional<StateChanged> read(String record) {
        try {
            return EventJson.read(EventType.STATE_CHANGED.typeName(), record.getBytes(UTF_8))
                    .map(StateChanged.class::cast);
        } catch (BrokenEventException unknown) {
            LOG.warnf("a state record was not read: %s", unknown.getMessage());
            return Optional.empty();
        }
    }
}
