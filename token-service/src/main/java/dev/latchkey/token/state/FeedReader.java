package dev.latchkey.token.state;

import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateTicked;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
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
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final StateStore store;
    private final StateFeed feed;
    private final Freshness freshness;
    private final LastReading last;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicBoolean polling = new AtomicBoolean();
    private volatile long polled;

    FeedReader(StateStore store, StateFeed feed, Freshness freshness, LastReading last, Vertx vertx, Clock clock) {
        this.store = store;
        this.feed = feed;
        this.freshness = freshness;
        this.last = last;
        this.vertx = vertx;
        this.clock = clock;
    }

    /// Reads the table, and from then on each second what is new in it. Whoever calls has made sure that this verifier
    /// is counted: one that answers without would be missing from a proof.
    public void begin() {
        vertx.setPeriodic(POLL_MILLIS, timer -> poll());
        poll();
    }

    private void poll() {
        if (polling.compareAndSet(false, true)) {
            readOn().onTermination()
                    .invoke(() -> polling.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("state table not read: %s", failure.toString()));
        }
    }

    private Uni<Void> readOn() {
        var asked = clock.instant();
        return store.since(polled, PAGE).ifNoItem().after(ANSWER_LIMIT).fail().chain(page -> {
            page.changes().forEach(feed::take);
            polled = page.upTo();
            if (page.isLast()) {
                feed.tableIsIn(page.upTo(), asked);
                return Uni.createFrom().voidItem();
            }
            return readOn();
        });
    }

    /// A record that cannot be read is only logged: the table holds the same change, and the poll will bring it.
    @Incoming("token-states")
    public Uni<Void> changed(ConsumerRecord<String, byte[]> received) {
        if (received.value() == null) {
            Tombstone.revision(received).ifPresent(revision -> feed.forget(received.key(), revision));
        } else {
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
            EventJson.read(envelope.type(), received.value()).ifPresent(event -> {
                if (event instanceof StateChanged change) {
                    feed.apply(change);
                } else if (event instanceof StateTicked tick) {
                    feed.heardOf(tick.publishedRevision());
                    freshness.ticked(tick);
                    last.heard(tick);
                }
            });
        } catch (BrokenEventException broken) {
            LOG.warnf(
                    "state record at %d-%d not read: %s", received.partition(), received.offset(), broken.getMessage());
        }
    }
}
