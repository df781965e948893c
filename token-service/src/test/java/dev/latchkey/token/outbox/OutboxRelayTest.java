package dev.latchkey.token.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.token.outbox.RelayBench.Received;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static final String CLAIMS = "select count(*) from pg_locks where locktype = 'advisory' and granted"
            + " and database = (select oid from pg_database where datname = current_database())";
    private static final String CLAIMERS = CLAIMS.replace("count(*)", "count(distinct pid)");

    private RelayBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new RelayBench();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void aCrashAfterNumberingSkipsNoNumberAndReusesNone() throws SQLException {
        // given
        for (var data : List.of("a", "b", "c")) {
            bench.write(1, "key", data);
        }
        bench.change("insert into outbox_sequence (topic, shard, last) values (:topic, 1, 3)");
        bench.change("update outbox set sequence = position");
        bench.write(1, "key", "d");

        // when
        bench.relay();

        // then
        awaitEmpty();
        assertThat(bench.received())
                .extracting(Received::data, Received::number)
                .containsExactly(tuple("a", 1L), tuple("b", 2L), tuple("c", 3L), tuple("d", 4L));
    }

    @Test
    void aCrashAfterSendingRepeatsTheEventUnderItsNumber() throws SQLException {
        // given
        var first = bench.relay();
        bench.write(1, "key", "a");
        bench.write(1, "key", "b");
        awaitEmpty();
        first.stop();
        var sent = bench.received().getLast();
        bench.change("insert into outbox (event_id, shard, topic, key, type, subject, data, time, sequence) values ('"
                + sent.id() + "', 1, :topic, 'key', 'test', 'key', 'b', now(), 2)");
        bench.write(1, "key", "c");

        // when
        bench.relay();

        // then
        awaitEmpty();
        assertThat(bench.received())
                .extracting(Received::data, Received::number)
                .containsExactly(tuple("a", 1L), tuple("b", 2L), tuple("b", 2L), tuple("c", 3L));
        assertThat(bench.received().get(2)).isEqualTo(sent);
    }

    @Test
    void whileTheBrokerIsAwayRowsWaitAndArriveAfterwards() throws SQLException {
        // given
        var cutOff = bench.cutOffRelay();
        bench.write(1, "key", "a");
        Awaitility.await()
                .untilAsserted(() -> assertThat(bench.count("select count(*) from outbox where sequence = 1"))
                        .isEqualTo(1));
        bench.write(1, "key", "b");
        bench.write(2, "other", "c");
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(4))
                .untilAsserted(() ->
                        assertThat(bench.count("select count(*) from outbox")).isEqualTo(3));
        assertThat(bench.received()).isEmpty();
        cutOff.stop();

        // when
        bench.relay();

        // then
        awaitEmpty();
        assertThat(bench.received())
                .extracting(Received::source, Received::number, Received::data)
                .containsExactlyInAnyOrder(
                        tuple(source(1), 1L, "a"), tuple(source(1), 2L, "b"), tuple(source(2), 1L, "c"));
        assertThat(bench.received().stream().map(Received::data).filter("ab"::contains))
                .containsExactly("a", "b");
    }

    private String source(int shard) {
        return bench.received().getFirst().source().replaceFirst("\\d+$", Integer.toString(shard));
    }

    @Test
    void ofTwoRelaysOneClaimsAShardAndOrderHolds() throws SQLException {
        // given
        var seed = System.nanoTime();
        var random = new Random(seed);
        var first = bench.relay();
        bench.relay();
        var expected = new HashMap<String, List<String>>();

        // when
        write(random, expected, 200);
        awaitEmpty();
        assertThat(bench.count(CLAIMS)).isEqualTo(4);
        first.stop();
        write(random, expected, 200);

        // then
        awaitEmpty();
        assertThat(bench.count(CLAIMERS)).isEqualTo(1);
        var received = bench.received();
        assertThat(by(received, Received::key, Received::data))
                .as("seed " + seed)
                .isEqualTo(expected);
        by(received, Received::source, Received::number)
                .forEach((source, numbers) -> assertThat(numbers)
                        .as(source + ", seed " + seed)
                        .isEqualTo(LongStream.rangeClosed(1, numbers.size())
                                .boxed()
                                .toList()));
    }

    private void write(Random random, Map<String, List<String>> expected, int count) throws SQLException {
        for (var i = 0; i < count; i++) {
            var shard = random.nextInt(4);
            var key = "key-" + shard + "-" + random.nextInt(3);
            var sent = expected.computeIfAbsent(key, unseen -> new ArrayList<>());
            sent.add(Integer.toString(sent.size()));
            bench.write(shard, key, sent.getLast());
        }
    }

    private static <K, V> Map<K, List<V>> by(
            List<Received> received,
            java.util.function.Function<Received, K> key,
            java.util.function.Function<Received, V> value) {
        var found = new HashMap<K, List<V>>();
        for (var one : received) {
            found.computeIfAbsent(key.apply(one), unseen -> new ArrayList<>()).add(value.apply(one));
        }
        return found;
    }

    @Test
    void aRelayThatLosesItsConnectionGoesOn() throws SQLException {
        // given
        bench.relay();
        bench.write(1, "key", "a");
        awaitEmpty();

        // when
        bench.count(CLAIMS.replace("count(*)", "count(pg_terminate_backend(pid))"));
        bench.write(1, "key", "b");

        // then
        awaitEmpty();
        assertThat(bench.received())
                .extracting(Received::data, Received::number)
                .containsExactly(tuple("a", 1L), tuple("b", 2L));
    }

    private void awaitEmpty() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(bench.count("select count(*) from outbox")).isZero());
    }
}
