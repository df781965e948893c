package dev.latchkey.token.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.TokenRevoked;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class OutboxTest {
    private static final Act ACT =
            new Act(new Actor(ActorKind.SERVICE, "test", null, null, null), Origin.NONE, Instant.EPOCH);
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Inject
    OutboxTransactions transactions;

    @Test
    void numbersAreGaplessUnderConcurrentTransactions() {
        // given
        var seed = System.nanoTime();
        var random = new Random(seed);
        var committed = new ConcurrentLinkedQueue<String>();
        var undone = new ConcurrentLinkedQueue<String>();

        // when
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var i = 0; i < 120; i++) {
                var key = "tok_" + Stack.word(26);
                var events = IntStream.rangeClosed(1, 1 + random.nextInt(3))
                        .mapToObj(version -> event(key, version))
                        .toList();
                var rollBack = random.nextInt(3) == 0;
                (rollBack ? undone : committed).add(key);
                var _ = threads.submit(() -> catchThrowable(
                        () -> run(() -> rollBack ? transactions.rollBack(events) : transactions.commit(events))));
            }
        }

        // then
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(versions().keySet()).as("seed " + seed).containsAll(committed));
        var versions = versions();
        assertThat(versions.keySet()).as("seed " + seed).doesNotContainAnyElementsOf(undone);
        assertThat(committed)
                .allSatisfy(key -> assertThat(versions.get(key))
                        .as("seed " + seed)
                        .isEqualTo(LongStream.rangeClosed(1, versions.get(key).size())
                                .boxed()
                                .toList()));
        Awaitility.await().untilAsserted(OutboxTest::numbersHaveNoGaps);
    }

    @Test
    void aTransactionRolledBackLeavesNoRowAndNoEvent() {
        // given
        var key = "tok_" + Stack.word(26);
        var later = "tok_" + Stack.word(26);

        // when
        var failure = catchThrowable(() -> run(() -> transactions.rollBack(List.of(event(key, 1)))));
        run(() -> transactions.commit(List.of(event(later, 1))));

        // then
        assertThat(failure).isInstanceOf(OutboxTransactions.RolledBackException.class);
        assertThat(run(() -> transactions.rows(key))).isZero();
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenRevoked.class, later))
                        .hasSize(1));
        assertThat(Topics.read(Topic.TOKENS, TokenRevoked.class, key)).isEmpty();
    }

    @Test
    void anEventOutsideOfATransactionIsRefused() {
        // given
        var key = "tok_" + Stack.word(26);

        // when
        var failure = catchThrowable(() -> run(() -> transactions.withoutTransaction(event(key, 1))));

        // then
        assertThat(failure)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an event needs the transaction of its change");
        assertThat(run(() -> transactions.rows(key))).isZero();
    }

    @Test
    void anEventCarriesTheTraceOfItsRequest() {
        // given
        var stack = Stack.create();
        var owner = stack.owner();

        // when
        var id = minted(stack, owner, TRACE);

        // then
        assertThat(tracesOf(Topic.TOKENS, id)).containsExactly(TRACE);
    }

    @Test
    void aTraceThatBreaksTheFormIsNotPassedOn() {
        // given
        var stack = Stack.create();
        var owner = stack.owner();
        var broken = List.of(
                TRACE.toUpperCase(java.util.Locale.ROOT),
                TRACE.replaceFirst("00-", "ff-"),
                TRACE + "-extra",
                TRACE.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(32)),
                TRACE.replace("00f067aa0ba902b7", "0".repeat(16)),
                "x".repeat(500));

        for (var header : broken) {
            // when
            var id = minted(stack, owner, header);

            // then
            assertThat(tracesOf(Topic.TOKENS, id))
                    .as(header)
                    .singleElement()
                    .asString()
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                    .isNotEqualTo(header);
        }
    }

    @Test
    void theEventsOfARequestWithoutATraceShareANewOne() {
        // given
        var stack = Stack.create();
        var owner = stack.owner();
        var token = stack.minted(owner);

        // when
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // then
        var state = tracesOf(Topic.TOKEN_STATES, "token:" + token.id());
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(tracesOf(Topic.TOKENS, token.id())).hasSize(2));
        var ofToken = tracesOf(Topic.TOKENS, token.id());
        assertThat(ofToken.getLast()).isEqualTo(state.getFirst()).isNotEqualTo(ofToken.getFirst());
    }

    private static String minted(Stack stack, String owner, String trace) {
        return given().header("Authorization", "Bearer " + owner)
                .header("traceparent", trace)
                .contentType("application/json")
                .body(Stack.with("org", stack.org(), "name", "traced", "access", "read"))
                .post("/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static List<String> tracesOf(Topic topic, String key) {
        return Awaitility.await()
                .until(
                        () -> Topics.read(topic).stream()
                                .filter(received -> key.equals(received.key()))
                                .map(received ->
                                        String.valueOf(received.envelope().traceparent()))
                                .toList(),
                        traces -> !traces.isEmpty());
    }

    private static TokenRevoked event(String key, long version) {
        return new TokenRevoked(key, "acme", null, "revoked", 1, version, ACT);
    }

    private static <T> T run(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException known) {
            throw known;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Versions per token, in the order of the topic.
    private static Map<String, List<Long>> versions() {
        var versions = new HashMap<String, List<Long>>();
        for (var received : Topics.read(Topic.TOKENS)) {
            if (received.event() instanceof TokenRevoked revoked) {
                versions.computeIfAbsent(revoked.tokenId(), key -> new ArrayList<>())
                        .add(revoked.version());
            }
        }
        return versions;
    }

    private static void numbersHaveNoGaps() {
        var bySource = new HashMap<String, List<Long>>();
        for (var received : Topics.read(Topic.TOKENS)) {
            var envelope = received.envelope();
            bySource.computeIfAbsent(envelope.source(), source -> new ArrayList<>())
                    .add(envelope.sequence());
        }
        assertThat(bySource).hasSize(4);
        bySource.forEach((source, numbers) -> {
            assertThat(numbers).as(source).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(numbers).last()).as(source).isEqualTo(numbers.size());
        });
    }
}
