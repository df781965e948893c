package dev.latchkey.kit.outbox;

import dev.latchkey.events.Event;
import dev.latchkey.events.EventJson;
import dev.latchkey.kit.trace.RequestTrace;
import dev.latchkey.kit.trace.TraceParent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// Writes events into the transaction that makes the change: both commit, or neither.
@Singleton
public final class Outbox {
    private static final String INSERT =
            "insert into outbox (shard, topic, key, type, subject, data, time, traceparent)"
                    + " values (:shard, :topic, :key, :type, :subject, :data, :time, nullif(:traceparent, ''))";

    private final OutboxConfig config;
    private final OutboxRelay relay;
    private final Clock clock;

    public Outbox(OutboxConfig config, OutboxRelay relay, Clock clock) {
        this.config = config;
        this.relay = relay;
        this.clock = clock;
    }

    /// Adds events to the current transaction, in order, with the trace of the current request.
    ///
    /// Take the lock of the row that changes before calling: the order of rows with one key is
    /// then the order of their commits.
    ///
    /// @return fails with [IllegalStateException] when no transaction is active, because the event
    /// could then be lost or lie
    public Uni<Void> add(List<? extends Event> events) {
        return Panache.getSession().chain(session -> {
            if (session.currentTransaction() == null) {
                return Uni.createFrom()
                        .failure(new IllegalStateException("an event needs the transaction of its change"));
            }
            var trace = RequestTrace.current().map(TraceParent::text).orElse("");
            var added = Uni.createFrom().voidItem();
            for (var event : events) {
                added = added.chain(() -> insert(session, event, trace));
            }
            return added.invoke(relay::wakeSoon);
        });
    }

    /// Adds one event to the current transaction.
    public Uni<Void> add(Event event) {
        return add(List.of(event));
    }

    private Uni<Void> insert(Mutiny.Session session, Event event, String trace) {
        return session.createNativeQuery(INSERT)
                .setParameter("shard", Math.floorMod(event.key().hashCode(), config.shards()))
                .setParameter("topic", event.type().topic().topicName())
                .setParameter("key", event.key())
                .setParameter("type", event.type().typeName())
                .setParameter("subject", event.key())
                .setParameter("data", EventJson.write(event))
                .setParameter("time", clock.instant())
                .setParameter("traceparent", trace)
                .executeUpdate()
                .replaceWithVoid();
    }
}
