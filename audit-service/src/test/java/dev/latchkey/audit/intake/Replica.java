package dev.latchkey.audit.intake;

import dev.latchkey.audit.Broker;
import dev.latchkey.audit.intake.TopicIntake.Surroundings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Another replica of the service, as far as one topic is concerned: the same intake, in the same consumer group, on a
/// consumer of its own.
final class Replica implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicIntake<?> intake;
    private final Queue<Runnable> onPollingThread = new ConcurrentLinkedQueue<>();
    private final Set<TopicPartition> assigned = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean stopped;

    Replica(String group, Projection<?> projection, Surroundings around) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", Broker.servers(),
                        "group.id", group,
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "heartbeat.interval.ms", "200"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.intake = new TopicIntake<>(projection, around, this::seek);
        this.thread = Thread.ofPlatform()
                .name("replica")
                .start(() -> run(projection.topic().topicName()));
    }

    /// The partitions it has.
    Set<TopicPartition> assigned() {
        return assigned;
    }

    private Uni<Void> seek(TopicPartition partition, long offset) {
        onPollingThread.add(() -> {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
        return Uni.createFrom().voidItem();
    }

    private void run(String topic) {
        try {
            consumer.subscribe(List.of(topic), new Listener());
            while (!stopped) {
                for (var next = onPollingThread.poll(); next != null; next = onPollingThread.poll()) {
                    next.run();
                }
                var batch = consumer.poll(Duration.ofMillis(50));
                if (!batch.isEmpty()) {
                    intake.take(batch).await().indefinitely();
                }
            }
        } catch (RuntimeException killed) {
            if (!stopped) {
                throw killed;
            }
        } finally {
            var _ = Thread.interrupted(); // so that the consumer can leave its group
            consumer.close();
        }
    }

    private final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            intake.onPartitionsAssigned(consumer, partitions);
            assigned.addAll(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            intake.onPartitionsRevoked(consumer, partitions);
            assigned.removeAll(partitions);
        }
    }

    /// Stops between two batches.
    @Override
    public void close() {
        stopped = true;
        join();
    }

    /// Stops in the middle of whatever it does.
    void kill() {
        stopped = true;
        thread.interrupt();
        join();
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
