package dev.latchkey.audit.intake;

import dev.latchkey.audit.intake.Reading.Broken;
import dev.latchkey.audit.intake.Reading.Meant;
import dev.latchkey.audit.intake.Reading.Skipped;
import dev.latchkey.events.Topic;
import dev.latchkey.kit.kafka.BrokerTopics;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// Applies the batches of one topic, each record exactly once.
///
/// What it holds in memory is only an expectation: the row in the database decides. Trouble with database or broker is
/// waited out in place, for ever; nothing is skipped for it. Only what can never be read goes to the dead letters.
public final class TopicIntake<E> implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(TopicIntake.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration ASSIGNED_WITHIN = Duration.ofSeconds(10);

    private final Projection<E> projection;
    private final Surroundings around;
    private final Seeker seeker;
    private final Map<TopicPartition, Position> expected = new ConcurrentHashMap<>();

    /// Partition to the offset of a batch that left a hole before it.
    private final Map<TopicPartition, Long> holes = new ConcurrentHashMap<>();

    /// What every intake needs and none owns.
    record Surroundings(
            Pool pool,
            BrokerTopics topics,
            DeadLetters deadLetters,
            IntakeMetrics metrics,
            IntakeConfig config,
            Supplier<Instant> now) {}

    TopicIntake(Projection<E> projection, Surroundings around, Seeker seeker) {
        this.projection = projection;
        this.around = around;
        this.seeker = seeker;
    }

    /// Seeks to where the partitions stand. Runs on the thread that polls, so it may wait; when the database does not
    /// answer in time, the first batch of a partition finds its position instead.
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        forget(partitions);
        if (partitions.isEmpty()) {
            return;
        }
        try {
            var starts = consumer.beginningOffsets(Set.copyOf(partitions), ASSIGNED_WITHIN);
            takeUp(starts).await().atMost(ASSIGNED_WITHIN).forEach((partition, position) -> {
                consumer.seek(partition, position.next());
                LOG.debugf("%s goes on at %d", partition, position.next());
            });
        } catch (RuntimeException away) { // the edge of the poll loop, which must go on
            LOG.warnf("positions of %s not read yet: %s", topic().topicName(), Failures.name(away));
        }
    }

    /// Forgets the partitions: somebody else will move them.
    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            expected.remove(partition);
            holes.remove(partition);
        });
    }

    /// Applies what one poll delivered. Completes when it is committed, or was found to be somebody else's; never fails
    /// for what can pass.
    public Uni<Void> take(ConsumerRecords<byte[], byte[]> delivered) {
        // Reading some thousand events would hold an event loop for too long.
        return Uni.createFrom()
                .item(() -> cut(delivered))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(cut -> around.metrics().timed(topic(), settle(cut)));
    }

    /// Starts the topic anew when it is no longer the one whose offsets are held.
    public Uni<Void> checkTopic() {
        if (expected.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return around.topics().idOf(topic().topicName()).chain(id -> {
            var old = new LinkedHashSet<TopicPartition>();
            expected.forEach((partition, position) -> {
                if (!position.topicId().equals(id)) {
                    old.add(partition);
                }
            });
            return goBack(old);
        });
    }

    /// A batch cut into what is due, and the partitions whose position must be looked up again.
    private record Cut<E>(List<Slice<E>> due, Set<TopicPartition> lost) {}

    private Cut<E> cut(ConsumerRecords<byte[], byte[]> delivered) {
        var cut = new Cut<E>(new ArrayList<>(), new LinkedHashSet<>());
        for (var partition : delivered.partitions()) {
            var position = expected.get(partition);
            if (position == null) {
                cut.lost().add(partition);
            } else {
                cut(partition, position, delivered.records(partition), cut);
            }
        }
        return cut;
    }

    private void cut(
            TopicPartition partition, Position position, List<ConsumerRecord<byte[], byte[]>> records, Cut<E> cut) {
        var due = records.stream()
                .filter(delivered -> delivered.offset() >= position.next())
                .toList();
        around.metrics().replayed(topic(), records.size() - due.size());
        if (due.isEmpty()) {
            return;
        }
        var first = due.getFirst();
        if (first.offset() == position.next()) {
            cut.due().add(read(partition, position, due, Instant.EPOCH));
        } else if (Long.valueOf(first.offset()).equals(holes.put(partition, first.offset()))) {
            // Sought once and met again: the records between are gone from the broker, not on their way.
            LOG.warnf("%s: records %d to %d are gone from the broker", partition, position.next(), first.offset() - 1);
            cut.due().add(read(partition, position, due, Instant.ofEpochMilli(first.timestamp())));
        } else {
            cut.lost().add(partition);
        }
    }

    private Slice<E> read(
            TopicPartition partition,
            Position position,
            List<ConsumerRecord<byte[], byte[]>> due,
            Instant completeSince) {
        var effects = new ArrayList<E>(due.size());
        var deadLetters = new ArrayList<DeadLetter>();
        for (var delivered : due) {
            switch (read(delivered)) {
                case Meant<E>(var effect) -> effects.add(effect);
                case Skipped<E>() -> LOG.debugf("%s: skipped %d", partition, delivered.offset());
                case Broken<E>(var reason) -> deadLetters.add(new DeadLetter(delivered, reason));
            }
        }
        return new Slice<>(partition, position, due.getLast().offset() + 1, completeSince, effects, deadLetters);
    }

    private Reading<E> read(ConsumerRecord<byte[], byte[]> delivered) {
        try {
            return projection.read(delivered);
        } catch (RuntimeException fault) { // the edge of the loop: one record must not stop its partition
            LOG.errorf("reading a record failed: %s", Failures.name(fault));
            return new Broken<>("reading it failed");
        }
    }

    private Uni<Void> settle(Cut<E> cut) {
        return goBack(cut.lost()).chain(() -> apply(cut.due()));
    }

    private Uni<Void> apply(List<Slice<E>> due) {
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var deadLetters =
                due.stream().flatMap(slice -> slice.deadLetters().stream()).toList();
        return untilDone("dead letters", () -> around.deadLetters().keep(topic(), deadLetters))
                .chain(() -> untilDone("a batch", () -> around.pool().withTransaction(to -> write(to, due))))
                .chain(moved -> conclude(due, moved));
    }

    private Uni<Set<Integer>> write(SqlConnection connection, List<Slice<E>> due) {
        return PositionStore.move(connection, topic().topicName(), due).call(moved -> {
            var effects = due.stream()
                    .filter(slice -> moved.contains(slice.partition().partition()))
                    .flatMap(slice -> slice.effects().stream())
                    .toList();
            return effects.isEmpty() ? Uni.createFrom().voidItem() : projection.apply(connection, effects);
        });
    }

    private Uni<Void> conclude(List<Slice<E>> due, Set<Integer> moved) {
        var lost = new LinkedHashSet<TopicPartition>();
        for (var slice : due) {
            if (moved.contains(slice.partition().partition())) {
                expected.replace(slice.partition(), slice.from(), slice.moved());
                holes.remove(slice.partition());
                projection.committed(slice.effects());
                around.metrics()
                        .applied(
                                topic(),
                                slice.effects().size(),
                                slice.deadLetters().size());
            } else {
                LOG.infof("%s was moved by another replica, a batch is dropped", slice.partition());
                lost.add(slice.partition());
            }
        }
        return goBack(lost);
    }

    /// Looks up where partitions stand and makes the consumer go on there.
    private Uni<Void> goBack(Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var notAsked = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> notAsked.put(partition, 0L));
        return untilDone("positions", () -> takeUp(notAsked)).chain(found -> {
            var sought = Uni.createFrom().voidItem();
            for (var at : found.entrySet()) {
                sought = sought.chain(() -> seek(at.getKey(), at.getValue().next()));
            }
            return sought;
        });
    }

    private Uni<Void> seek(TopicPartition partition, long offset) {
        return seeker.seek(partition, offset)
                .onFailure(IllegalStateException.class)
                .recoverWithUni(() -> {
                    forget(List.of(partition));
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Map<TopicPartition, Position>> takeUp(Map<TopicPartition, Long> logStarts) {
        var starts = new HashMap<Integer, Long>();
        logStarts.forEach((partition, start) -> starts.put(partition.partition(), start));
        var name = topic().topicName();
        return around.topics()
                .idOf(name)
                .chain(id -> PositionStore.takeUp(
                        around.pool(), name, id, starts, around.now().get()))
                .map(found -> {
                    var positions = new HashMap<TopicPartition, Position>();
                    found.forEach(
                            (partition, position) -> positions.put(new TopicPartition(name, partition), position));
                    expected.putAll(positions);
                    return positions;
                });
    }

    private <T> Uni<T> untilDone(String what, Supplier<Uni<T>> attempt) {
        return Uni.createFrom()
                .deferred(attempt::get)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "%s of %s not written, trying again: %s", what, topic().topicName(), Failures.name(failure)))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, around.config().retryPause())
                .indefinitely();
    }

    private Topic topic() {
        return projection.topic();
    }
}
