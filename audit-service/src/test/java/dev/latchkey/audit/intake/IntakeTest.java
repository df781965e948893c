package dev.latchkey.audit.intake;

import static dev.latchkey.audit.Api.eventually;
import static dev.latchkey.audit.Given.ago;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.Api;
import dev.latchkey.audit.Broker;
import dev.latchkey.audit.Database;
import dev.latchkey.audit.DatabaseSwitch;
import dev.latchkey.audit.Given;
import dev.latchkey.audit.intake.TopicIntake.Surroundings;
import dev.latchkey.events.TokenUsed;
import dev.latchkey.events.Topic;
import dev.latchkey.kit.kafka.BrokerTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IntakeTest {
    private static final String GROUP = "latchkey-audit-usage";
    private static final String CHANNEL = "token-usage";

    @Inject
    Database database;

    @Inject
    MeterRegistry metrics;

    @Inject
    KafkaClientService clients;

    @Inject
    @Any
    Instance<Projection<?>> projections;

    @Inject
    BrokerTopics topics;

    @Inject
    DeadLetters deadLetters;

    @Inject
    IntakeMetrics intakeMetrics;

    @Inject
    IntakeConfig config;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    private final Broker broker = new Broker();

    @AfterEach
    void close() {
        database.change("update intake_position set complete_since = 'epoch'");
        broker.close();
    }

    private Projection<?> usage() {
        return projections.stream()
                .filter(projection -> projection.topic() == Topic.TOKEN_USAGE)
                .findFirst()
                .orElseThrow();
    }

    private Surroundings on(Pool database) {
        return new Surroundings(database, topics, deadLetters, intakeMetrics, config, clock::instant);
    }

    private Replica replica() {
        var replica = new Replica(GROUP, usage(), on(pool));
        eventually(() -> assertThat(replica.assigned()).isNotEmpty());
        return replica;
    }

    /// Uses of many tokens, so that every partition has some.
    private static List<TokenUsed> uses(int tokens, int each) {
        var uses = new ArrayList<TokenUsed>();
        var all = IntStream.range(0, tokens).mapToObj(i -> Given.token()).toList();
        for (var i = 0; i < each; i++) {
            for (var token : all) {
                uses.add(token.used()
                        .at(ago(Duration.ofSeconds(i)))
                        .from("203.0.113." + i % 5)
                        .times(1 + i % 3)
                        .event());
            }
        }
        return uses;
    }

    /// Every use once: in the counts per day, in the sources, and in the ledger.
    private void assertCountedOnce(List<TokenUsed> uses) {
        Map<String, Long> counts = uses.stream().collect(groupingBy(TokenUsed::tokenId, summingLong(TokenUsed::count)));
        eventually(() -> assertThat(counts)
                .allSatisfy(
                        (token, count) -> assertThat(database.text("""
                        select (select sum(accepted) from use_day where token_id = k.id)
                            || '/' || (select sum(accepted) from use_source where token_id = k.id)
                          from (values (?)) k (id)""", token)).isEqualTo(count + "/" + count)));
        var flushes = uses.stream().map(use -> (int) use.flush()).toList();
        assertThat(database.text("select count(*) from use_flush where boot = '%s' and flush in (%s)"
                        .formatted(uses.getFirst().boot(), flushes.toString().replaceAll("[\\[\\]]", ""))))
                .isEqualTo(Integer.toString(uses.size()));
    }

    private double records(String outcome) {
        return metrics.counter("latchkey.intake.records", "topic", "latchkey.token-usage", "outcome", outcome)
                .count();
    }

    @Test
    void aTopicReplayedFromZeroChangesNothing() {
        // given
        var uses = uses(20, 5);
        broker.send(uses);
        assertCountedOnce(uses);
        var before = database.checksums();
        var replayed = records("replayed");

        // when
        var consumer = clients.getConsumer(CHANNEL);
        consumer.seekToBeginning(consumer.getAssignments().await().indefinitely())
                .await()
                .indefinitely();

        // then
        eventually(() -> assertThat(records("replayed")).isGreaterThanOrEqualTo(replayed + uses.size()));
        assertThat(database.checksums()).isEqualTo(before);
    }

    @Test
    void tablesLostAndBuiltAnewFromZeroAreTheSame() {
        // given
        var uses = uses(20, 5);
        broker.send(uses);
        assertCountedOnce(uses);
        var before = database.checksums();

        // when
        database.forget();
        replica().close();

        // then
        eventually(() -> assertThat(database.checksums()).isEqualTo(before));
    }

    @Test
    void aReplicaKilledMidBatchLosesNothingAndDoublesNothing() throws InterruptedException {
        // given
        var midBatch = new CountDownLatch(1);
        var doomedPool = DoomedPool.open();
        var doomed = new Replica(GROUP, new Stuck<>(usage(), midBatch), on(doomedPool));
        eventually(() -> assertThat(doomed.assigned()).isNotEmpty());
        var uses = uses(60, 3);
        broker.send(uses);
        midBatch.await();

        // when
        DoomedPool.sever(database);
        doomed.kill();

        // then
        assertCountedOnce(uses);
        doomedPool.close().await().indefinitely();
    }

    /// Does the work and then never comes to the commit.
    private record Stuck<E>(Projection<E> real, CountDownLatch reached) implements Projection<E> {
        @Override
        public Topic topic() {
            return real.topic();
        }

        @Override
        public Reading<E> read(ConsumerRecord<byte[], byte[]> delivered) {
            return real.read(delivered);
        }

        @Override
        public Uni<Void> apply(SqlConnection connection, List<E> effects) {
            return real.apply(connection, effects)
                    .invoke(reached::countDown)
                    .chain(() -> Uni.createFrom().nothing());
        }
    }

    @Test
    void replicasThatSwapPartitionsCountEveryUseOnce() {
        // given
        var all = new ArrayList<TokenUsed>();

        // when
        for (var round = 0; round < 2; round++) {
            try (var other = replica()) {
                var shared = uses(40, 3);
                broker.send(shared);
                all.addAll(shared);
                assertThat(other.assigned()).hasSizeLessThan(6);
            }
            var alone = uses(40, 3);
            broker.send(alone);
            all.addAll(alone);
        }

        // then
        assertCountedOnce(all);
    }

    @Test
    void aFlushSentTwiceIsCountedOnce() {
        // given
        var uses = uses(10, 2);
        broker.send(uses);

        // when
        broker.send(uses);
        var last = uses(1, 1);
        broker.send(last);

        // then
        assertCountedOnce(last);
        eventually(() -> assertThat(
                        database.text("select sum(next) from intake_position where topic = 'latchkey.token-usage'"))
                .isEqualTo(Long.toString(Broker.records(Topic.TOKEN_USAGE))));
        assertCountedOnce(uses);
    }

    @Test
    void poisonIsADeadLetterAndConsumptionGoesOn() {
        // given
        var token = Given.token();
        var key = token.id().getBytes(UTF_8);
        var used = "dev.latchkey.token.used.v1";

        // when
        broker.send(token.used().from("203.0.113.1").event());
        var sent = List.of(
                broker.sendBare(Topic.TOKEN_USAGE, key, "no headers".getBytes(UTF_8)),
                broker.send(Topic.TOKEN_USAGE, used, key, "{\"token_id\":".getBytes(UTF_8)),
                broker.send(Topic.TOKEN_USAGE, used, key, new byte[] {(byte) 0xff, 0, 1}),
                broker.send(Topic.TOKEN_USAGE, used, key, "[".repeat(10_000).getBytes(UTF_8)),
                broker.send(Topic.TOKEN_USAGE, used, key, "{}".getBytes(UTF_8)));
        broker.send(token.used().from("203.0.113.2").event());

        // then
        eventually(() -> assertThat(Api.usage(token).getInt("accepted_30d")).isEqualTo(2));
        assertThat(sent)
                .allSatisfy(record -> assertThat(Broker.deadLetters(record)).hasSize(1));
        var letter = Broker.deadLetters(sent.get(2)).getFirst();
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(new byte[] {(byte) 0xff, 0, 1});
        assertThat(Broker.header(letter, "ce_type")).isEqualTo(used);
        assertThat(Broker.header(letter, "dead-letter-topic")).isEqualTo("latchkey.token-usage");
        assertThat(Broker.header(letter, "dead-letter-reason"))
                .isEqualTo("the data is not of the shape of dev.latchkey.token.used.v1");
        assertThat(Instant.parse(Broker.header(letter, "dead-letter-timestamp")))
                .isEqualTo(Instant.ofEpochMilli(sent.get(2).timestamp()));
        assertThat(Instant.parse(Broker.header(letter, "dead-letter-time"))).isAfter(ago(Duration.ofMinutes(1)));
        assertThat(letter.headers().toArray()).noneMatch(header -> header.key().startsWith("__smallrye"));
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsSkippedAndNothingIsADeadLetter() {
        // given
        var token = Given.token();
        broker.send(token.minted(ago(Duration.ofDays(1))));
        eventually(() -> assertThat(Api.usage(token).getString("use")).isEqualTo("never"));
        var uses = uses(20, 2);

        // when
        DatabaseSwitch.off();
        var sent = broker.send(uses);
        broker.send(token.used().event());
        try {
            eventually(() -> assertThat(Api.get(token.org(), "/v1/usage/tokens/" + token.id())
                            .statusCode())
                    .isEqualTo(503));
            assertThat(Api.get(token.org(), "/v1/usage/tokens/" + token.id()).header("Retry-After"))
                    .isEqualTo("2");
        } finally {
            DatabaseSwitch.on();
        }

        // then
        assertCountedOnce(uses);
        eventually(() -> assertThat(Api.usage(token).getString("use")).isEqualTo("recorded"));
        assertThat(Broker.deadLetters(sent.getFirst())).isEmpty();
    }

    @Test
    void aTopicMadeAnewStartsAnewAndSaysWhatItCannotKnow() {
        // given
        var old = Given.token();
        var unused = old.sibling();
        broker.send(old.minted(ago(Duration.ofDays(1))), unused.minted(ago(Duration.ofDays(1))));
        broker.send(uses(30, 4));
        broker.send(old.used().from("203.0.113.1").event());
        eventually(() -> assertThat(Api.usage(old).getInt("accepted_30d")).isEqualTo(1));
        eventually(() -> assertThat(Api.usage(unused).getString("use")).isEqualTo("never"));

        // when
        var lost = Given.now();
        Broker.recreate(Topic.TOKEN_USAGE);
        broker.send(old.used().from("203.0.113.2").event());

        // then
        eventually(() -> assertThat(Api.usage(old).getInt("accepted_30d")).isEqualTo(2));
        eventually(() -> assertThat(Api.usage(unused).getString("use")).isEqualTo("none_recorded"));
        assertThat(Instant.parse(Api.usage(unused).getString("tracked_since"))).isAfterOrEqualTo(lost);
    }

    @Test
    void recordsGoneFromTheBrokerAreNotTakenForAbsence() {
        // given
        var unused = Given.token();
        broker.send(unused.minted(ago(Duration.ofDays(1))));
        eventually(() -> assertThat(Api.usage(unused).getString("use")).isEqualTo("never"));
        broker.send(uses(30, 2));
        eventually(() -> assertThat(
                        database.text("select sum(next) from intake_position where topic = 'latchkey.token-usage'"))
                .isEqualTo(Long.toString(Broker.records(Topic.TOKEN_USAGE))));
        Broker.forgetRecords(Topic.TOKEN_USAGE);

        // when
        database.forget();
        var uses = uses(30, 2);
        broker.send(uses);

        // then
        assertCountedOnce(uses);
        assertThat(Api.usage(unused).getString("use")).isEqualTo("none_recorded");
    }

    @Test
    void recordsGoneWhileNobodyListenedAreNotTakenForAbsence() {
        // given
        var unused = Given.token();
        broker.send(unused.minted(ago(Duration.ofDays(1))));
        eventually(() -> assertThat(Api.usage(unused).getString("use")).isEqualTo("never"));
        broker.send(uses(30, 2));
        Broker.forgetRecords(Topic.TOKEN_USAGE);

        // when
        database.forget();
        replica().close();

        // then
        eventually(() -> assertThat(Api.usage(unused).getString("use")).isEqualTo("none_recorded"));
    }
}
