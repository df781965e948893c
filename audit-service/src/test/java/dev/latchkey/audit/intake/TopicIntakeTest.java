package dev.latchkey.audit.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.Broker;
import dev.latchkey.audit.Database;
import dev.latchkey.audit.intake.Reading.Meant;
import dev.latchkey.audit.intake.TopicIntake.Surroundings;
import dev.latchkey.events.Topic;
import dev.latchkey.kit.kafka.BrokerTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rules of an intake, record by record, on a topic that nothing else here reads.
@QuarkusTest
class TopicIntakeTest {
    private static final Topic TOPIC = Topic.GRANTS;
    private static final TopicPartition FIRST = new TopicPartition(TOPIC.topicName(), 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC.topicName(), 1);
    private static final Instant SENT = Instant.parse("2026-10-01T12:00:00Z");

    @Inject
    Database database;

    @Inject
    BrokerTopics topics;

    @Inject
    DeadLetters deadLetters;

    @Inject
    IntakeMetrics metrics;

    @Inject
    IntakeConfig config;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    private final List<String> applied = new ArrayList<>();
    private final List<String> sought = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    /// Writes down what it is given; a value `throw` is a fault of its own.
    private final class Recording implements Projection<String> {
        @Override
        public Topic topic() {
            return TOPIC;
        }

        @Override
        public Reading<String> read(ConsumerRecord<byte[], byte[]> delivered) {
            var value = new String(delivered.value(), UTF_8);
            if (value.equals("throw")) {
                throw new IllegalStateException(value);
            }
            return new Meant<>(value);
        }

        @Override
        public Uni<Void> apply(SqlConnection connection, List<String> effects) {
            applied.addAll(effects);
            return Uni.createFrom().voidItem();
        }
    }

    private TopicIntake<String> intake() {
        var around = new Surroundings(pool, topics, deadLetters, metrics, config, clock::instant);
        return new TopicIntake<>(new Recording(), around, (partition, offset) -> {
            sought.add(partition.partition() + "@" + offset);
            return Uni.createFrom().voidItem();
        });
    }

    private TopicIntake<String> assigned(TopicPartition... partitions) {
        var intake = intake();
        intake.onPartitionsAssigned(consumer, List.of(partitions));
        return intake;
    }

    @BeforeEach
    void twoPartitionsAtTheirStart() {
        consumer.assign(List.of(FIRST, SECOND));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    }

    @AfterEach
    void forget() {
        database.change("delete from intake_position where topic = 'latchkey.grants'");
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, String value) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                SENT.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length(),
                new byte[0],
                value.getBytes(UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }

    /// Records whose values are their places, from one offset to another.
    private static ConsumerRecords<byte[], byte[]> batch(TopicPartition partition, long from, long to) {
        return batch(Map.of(
                partition,
                LongStream.rangeClosed(from, to)
                        .mapToObj(offset -> record(partition, offset, partition.partition() + ":" + offset))
                        .toList()));
    }

    private static ConsumerRecords<byte[], byte[]> batch(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
        return new ConsumerRecords<>(records, Map.of());
    }

    private static void take(TopicIntake<?> intake, ConsumerRecords<byte[], byte[]> batch) {
        intake.take(batch).await().indefinitely();
    }

    private String position(TopicPartition partition) {
        return database.text(
                "select next || ' ' || to_char(complete_since at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                        + " from intake_position where topic = ? and partition = ?",
                partition.topic(),
                partition.partition());
    }

    @Test
    void aBatchMovesThePositionByWhatItHolds() {
        // when
        take(assigned(FIRST), batch(FIRST, 0, 2));

        // then
        assertThat(applied).containsExactly("0:0", "0:1", "0:2");
        assertThat(position(FIRST)).isEqualTo("3 1970-01-01T00:00:00Z");
        assertThat(sought).isEmpty();
    }

    @Test
    void anAssignmentSeeksToWhereThePartitionStands() {
        // given
        take(assigned(FIRST), batch(FIRST, 0, 2));

        // when
        assigned(FIRST, SECOND);

        // then
        assertThat(consumer.position(FIRST)).isEqualTo(3);
        assertThat(consumer.position(SECOND)).isZero();
    }

    @Test
    void whatLiesBelowThePositionIsIgnored() {
        // given
        take(assigned(FIRST), batch(FIRST, 0, 4));
        applied.clear();
        var intake = assigned(FIRST);

        // when
        take(intake, batch(FIRST, 0, 3));
        take(intake, batch(FIRST, 3, 6));

        // then
        assertThat(applied).containsExactly("0:5", "0:6");
        assertThat(position(FIRST)).startsWith("7 ");
    }

    @Test
    void withoutAnExpectationThePositionIsLookedUpFirst() {
        // given
        take(assigned(FIRST), batch(FIRST, 0, 4));
        applied.clear();
        var intake = intake();

        // when
        take(intake, batch(FIRST, 0, 9));

        // then
        assertThat(applied).isEmpty();
        assertThat(sought).containsExactly("0@5");
        take(intake, batch(FIRST, 5, 5));
        assertThat(applied).containsExactly("0:5");
    }

    @Test
    void aPositionAnotherHasMovedDropsTheBatchAndOnlyThat() {
        // given
        var mine = assigned(FIRST, SECOND);
        var other = assigned(FIRST);
        take(other, batch(FIRST, 0, 4));
        applied.clear();

        // when
        take(
                mine,
                batch(Map.of(
                        FIRST, List.of(record(FIRST, 0, "stale")),
                        SECOND, List.of(record(SECOND, 0, "mine")))));

        // then
        assertThat(applied).containsExactly("mine");
        assertThat(sought).containsExactly("0@5");
        assertThat(position(FIRST)).startsWith("5 ");
        assertThat(position(SECOND)).startsWith("1 ");
    }

    @Test
    void aBatchFromBeforeAnAssignmentIsNotTakenForAHole() {
        // given
        var intake = assigned(FIRST);

        // when
        take(intake, batch(FIRST, 5, 9));
        take(intake, batch(FIRST, 0, 9));

        // then
        assertThat(sought).containsExactly("0@0");
        assertThat(applied).hasSize(10).startsWith("0:0").endsWith("0:9");
        assertThat(position(FIRST)).isEqualTo("10 1970-01-01T00:00:00Z");
    }

    @Test
    void aHoleThatIsMetTwiceIsRealAndRemembered() {
        // given
        var intake = assigned(FIRST);

        // when
        take(intake, batch(FIRST, 5, 6));
        take(intake, batch(FIRST, 5, 9));

        // then
        assertThat(sought).containsExactly("0@0");
        assertThat(applied).containsExactly("0:5", "0:6", "0:7", "0:8", "0:9");
        assertThat(position(FIRST)).isEqualTo("10 2026-10-01T12:00:00Z");
    }

    @Test
    void recordsThatEndedWhileNobodyListenedAreAHoleToo() {
        // given
        take(assigned(FIRST), batch(FIRST, 0, 2));
        consumer.updateBeginningOffsets(Map.of(FIRST, 7L));
        var now = Instant.now().minusSeconds(1);

        // when
        assigned(FIRST);

        // then
        assertThat(consumer.position(FIRST)).isEqualTo(7);
        assertThat(Instant.parse(position(FIRST).replaceFirst("^7 ", ""))).isAfter(now);
    }

    @Test
    void aRecordThatCannotEvenBeReadDoesNotStopItsPartition() {
        // given
        var intake = assigned(FIRST);

        // when
        take(
                intake,
                batch(Map.of(FIRST, List.of(record(FIRST, 0, "a"), record(FIRST, 1, "throw"), record(FIRST, 2, "b")))));

        // then
        assertThat(applied).containsExactly("a", "b");
        assertThat(position(FIRST)).startsWith("3 ");
    }

    @Test
    void aTopicMadeAnewUnderARunningConsumerIsReadFromItsStart() {
        // given
        var intake = assigned(FIRST);
        take(intake, batch(FIRST, 0, 4));
        intake.checkTopic().await().indefinitely();
        assertThat(sought).isEmpty();

        // when
        Broker.recreate(TOPIC);
        intake.checkTopic().await().indefinitely();

        // then
        assertThat(sought).containsExactly("0@0");
        applied.clear();
        take(intake, batch(FIRST, 0, 0));
        assertThat(applied).containsExactly("0:0");
    }
}
