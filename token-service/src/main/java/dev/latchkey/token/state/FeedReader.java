package dev.latchkey.token.state;

import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.StateChanged;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Keeps the feed up to date: a snapshot at the start, then the topic as it comes, and the table each second.
///
/// The poll moves its own mark, never the topic's: a record the topic has lost is still found in the table.
@Singleton
public final class FeedReader {
    private static final Logger LOG = Logger.getLogger(FeedReader.class);
    private static final int PAGE = 5_000;
    private static final long POLL_MILLIS = 1_000;

    private final StateStore store;
    private final StateFeed feed;
    private final Vertx vertx;
    private final AtomicBoolean polling = new AtomicBoolean();
    private volatile long polled;

    FeedReader(StateStore store, StateFeed feed, Vertx vertx) {
        this.store = store;
        this.feed = feed;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent started) {
        vertx.setPeriodic(POLL_MILLIS, timer -> poll());
        poll();
    }

    private void poll() {
        if (polling.compareAndSet(false, true)) {
            readOn().subscribe()
                    .with(
                            done -> {
                                feed.snapshotIsIn();
                                polling.set(false);
                            },
                            failure -> {
                                LOG.warnf("state table not read: %s", failure.toString());
                                polling.set(false);
                            });
        }
    }

    private Uni<Void> readOn() {
        return store.since(polled, PAGE).chain(changes -> {
            changes.forEach(feed::apply);
            if (changes.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            polled = changes.getLast().revision();
            return changes.size() < PAGE ? Uni.createFrom().voidItem() : readOn();
        });
    }

    /// A record that cannot be read is only logged: the table holds the same change, and the poll will bring it.
    @Incoming("token-states")
    public Uni<Void> changed(ConsumerRecord<String, byte[]> received) {
        if (received.value() != null) {
            read(received);
        }
        return Uni.createFrom().voidItem();
    }

    private void read(ConsumerRecord<String, byte[]> received) {
        try {
            var envelope = Envelope.of(name -> {
                var header = received.headers().lastHeader(name);
                return header == null ? null : header.value();
            });
            EventJson.read(envelope.type(), received.value())
                    .filter(StateChanged.class::isInstance)
                    .map(StateChanged.class::cast)
                    .ifPresent(feed::apply);
        } catch (BrokenEventException broken) {
            LOG.warnf(
                    "state record at %d-%d not read: %s", received.partition(), received.offset(), broken.getMessage());
        }
    }
}
