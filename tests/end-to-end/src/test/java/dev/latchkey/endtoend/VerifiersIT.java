package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// Three verifiers on one database and one broker: a revocation is proven, and then it holds everywhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(9)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifiersIT {
    private static final int VERIFIERS = 3;
    private static final int REVOCATIONS = 200;
    private static final Duration PROVEN_WITHIN = Duration.ofMillis(250);
    private static final Duration ANSWERED_WITHIN = Duration.ofMillis(500);
    private static final Duration WITHOUT_KAFKA = Duration.ofSeconds(2);

    /// Short, because a killed verifier is waited for until it would refuse by itself.
    private static final Duration MAX_FEED_AGE = Duration.ofSeconds(20);

    private static final Map<String, String> SETTINGS = Map.of("LATCHKEY_VERIFY_MAX_FEED_AGE", MAX_FEED_AGE.toString());
    private static final double PER_SECOND = 30;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Stack stack = Stack.started("stack-of-three", VERIFIERS, SETTINGS);
    private List<Api> verifiers = List.of();

    @BeforeAll
    void listTheVerifiers() {
        verifiers = StreamSupport.stream(stack.facts().path("verifiers").spliterator(), false)
                .map(url -> stack.api().at(url.asText()))
                .toList();
        assertThat(verifiers).hasSize(VERIFIERS);
    }

    @AfterAll
    void stop() throws Exception {
        stack.close();
    }

    @Test
    @Order(1)
    void aRevocationIsProvenByAllAndHoldsEverywhere() {
        // given: every verifier is warm, and allows each of the tokens
        var api = stack.api();
        warmUp(api);
        var took = new ArrayList<Long>();
        var asked = new ArrayList<Long>();
        var late = new ArrayList<String>();

        // when
        for (var i = 0; i < REVOCATIONS; i++) {
            var token = api.mint("proven " + i);
            assertAllowedEverywhere(token);
            var begun = System.nanoTime();
            var answer = api.post("/v1/tokens/" + token.id() + "/revoke?wait=true", "{}");
            asked.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            assertThat(answer.body().path("confirmed_by").asInt()).isEqualTo(VERIFIERS);
            assertThat(answer.body().path("of").asInt()).isEqualTo(VERIFIERS);
            took.add(answer.body().path("took_ms").asLong());
            late.addAll(acceptingAfterTheProof(token));
        }

        // then
        System.out.printf(
                "%d revocations proven by %d of %d verifiers: p50 %d ms, p99 %d ms, most %d ms; answered within p50 %d ms, p99 %d ms%n",
                REVOCATIONS,
                VERIFIERS,
                VERIFIERS,
                percentile(took, 50),
                percentile(took, 99),
                percentile(took, 100),
                percentile(asked, 50),
                percentile(asked, 99));
        assertThat(late).isEmpty();
        assertThat(percentile(took, 99)).isLessThan(PROVEN_WITHIN.toMillis());
        assertThat(percentile(asked, 99)).isLessThan(ANSWERED_WITHIN.toMillis());
    }

    private void warmUp(Api api) {
        for (var i = 0; i < REVOCATIONS / 4; i++) {
            var token = api.mint("warm " + i);
            verifiers.forEach(verifier -> verifier.verify(token.text(), "read"));
            api.post("/v1/tokens/" + token.id() + "/revoke?wait=true", "{}");
        }
    }

    private void assertAllowedEverywhere(Api.Minted token) {
        for (var verifier : verifiers) {
            assertThat(verifier.verify(token.text(), "read")
                            .body()
                            .path("allowed")
                            .asBoolean())
                    .isTrue();
        }
    }

    /// Every verifier is asked by itself, right after the proof: one that still accepts was counted without reason.
    private List<String> acceptingAfterTheProof(Api.Minted token) {
        var accepting = new ArrayList<String>();
        for (var i = 0; i < VERIFIERS; i++) {
            var answer = verifiers.get(i).verify(token.text(), "read");
            if (!answer.body().path("reason").asText().equals("revoked")) {
                accepting.add("verifier " + (i + 1) + " on " + token.id());
            }
        }
        return accepting;
    }

    private static long percentile(List<Long> values, int percent) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }

    @Test
    @Order(2)
    void withKafkaStoppedARevocationIsRefusedEverywhereWithinTwoSeconds() throws Exception {
        // given
        var token = stack.api().mint("without kafka");
        assertAllowedEverywhere(token);

        stack.freezeTheBroker();
        try {
            // when
            var begun = System.nanoTime();
            var answer = verifiers.getFirst().post("/v1/tokens/" + token.id() + "/revoke", "{}");

            // then: counted from before it was asked for
            assertThat(answer.status()).isEqualTo(200);
            var refused = refusedAfter(begun, token, verifiers);
            System.out.printf("without Kafka refused everywhere after %d ms%n", refused.toMillis());
            assertThat(refused).isLessThan(WITHOUT_KAFKA);
            var proven =
                    verifiers.getLast().post("/v1/tokens/" + mintedBy(verifiers.getLast()) + "/revoke?wait=true", "{}");
            assertThat(proven.body().path("of").asInt()).isEqualTo(VERIFIERS);
            assertThat(proven.body().path("confirmed_by").asInt()).isEqualTo(VERIFIERS);
        } finally {
            stack.thawTheBroker();
        }
    }

    private static Duration refusedAfter(long begun, Api.Minted token, List<Api> these) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(LONG)
                .until(() -> these.stream()
                        .allMatch(verifier -> verifier.verify(token.text(), "read")
                                .body()
                                .path("reason")
                                .asText()
                                .equals("revoked")));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Nobody listens on port 1. It is not ready, because it has seen no topics; it answers and is counted all the
    /// same.
    @Test
    @Order(3)
    void aVerifierWhoseBrokerRefusesConnectionsRefusesWithinTwoSeconds() throws Exception {
        try (var cut = new SecondVerifier(stack, settings("cut-off", "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"))) {
            // given
            var verifier = stack.api().at(cut.url());
            var token = stack.api().mint("refused broker");
            Awaitility.await()
                    .atMost(LONG.multipliedBy(2))
                    .ignoreExceptions()
                    .until(() -> accepted(verifier, token.text()));

            // when
            var begun = System.nanoTime();
            var answer = stack.api().post("/v1/tokens/" + token.id() + "/revoke?wait=true", "{}");
            var accepting = accepted(verifier, token.text());
            var refused = refusedAfter(begun, token, List.of(verifier));

            // then
            System.out.printf("with its broker refused a verifier refuses after %d ms%n", refused.toMillis());
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            assertThat(answer.body().path("confirmed_by").asInt()).isEqualTo(VERIFIERS + 1);
            assertThat(accepting).isFalse();
            assertThat(refused).isLessThan(WITHOUT_KAFKA);
        }
    }

    private static Map<String, String> settings(String verifier, String... more) {
        var settings = new HashMap<>(SETTINGS);
        settings.put("LATCHKEY_VERIFIER_ID", verifier);
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static String mintedBy(Api verifier) {
        return verifier.mint("proven without kafka").id();
    }

    @Test
    @Order(4)
    void aVerifierThatStopsCleanlyIsNotWaitedFor() throws Exception {
        // given
        try (var fourth = new SecondVerifier(stack, settings("fourth"))) {
            fourth.awaitReady();
            assertProvenBy(VERIFIERS + 1);
        }

        // then
        assertProvenBy(VERIFIERS);
        assertThat(Records.heartbeats(stack, "fourth"))
                .last()
                .satisfies(beat -> assertThat(beat.last()).isTrue());
    }

    /// They are asked unevenly, each for more than the limit would leave it.
    @Test
    @Order(5)
    void verifiersShareTheLimitOfAnOrg() throws Exception {
        // given
        var token = stack.api().mint("shared limit").text();
        var stop = new AtomicBoolean();
        var allowed = new LongAdder();
        var limited = new LongAdder();
        Records.decide(stack, PER_SECOND, 2);
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < VERIFIERS; i++) {
                var verifier = verifiers.get(i);
                var pause = Duration.ofMillis(5L * (1 + 2 * i));
                var _ = askers.submit(() -> {
                    while (!stop.get()) {
                        (accepted(verifier, token) ? allowed : limited).increment();
                        Thread.sleep(pause);
                    }
                    return null;
                });
            }
            Awaitility.await().atMost(LONG).until(() -> limited.sum() > PER_SECOND * VERIFIERS);

            // when: what is let through from here on
            var before = allowed.sum();
            var begun = System.nanoTime();
            Awaitility.await().pollDelay(Duration.ofSeconds(8)).until(() -> true);
            var seconds = (System.nanoTime() - begun) / 1e9;
            var rate = (allowed.sum() - before) / seconds;
            stop.set(true);

            // then
            System.out.printf("%d verifiers let through %.1f of %.0f calls a second%n", VERIFIERS, rate, PER_SECOND);
            assertThat(rate).isBetween(0.7 * PER_SECOND, 1.2 * PER_SECOND);
        } finally {
            stop.set(true);
            Records.decide(stack, null, 3);
        }
        Awaitility.await()
                .atMost(LONG)
                .until(() -> IntStream.range(0, (int) (PER_SECOND * 2))
                        .allMatch(i -> accepted(verifiers.getFirst(), token)));
    }

    private static boolean accepted(Api verifier, String token) {
        return verifier.verify(token, "read").body().path("allowed").asBoolean();
    }

    private void assertProvenBy(int count) {
        var api = stack.api();
        var answer = api.post("/v1/tokens/" + mintedBy(api) + "/revoke?wait=true", "{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("confirmed_by").asInt()).isEqualTo(count);
        assertThat(answer.body().path("of").asInt()).isEqualTo(count);
    }

    /// The new process has its name. Nobody can tell from outside that the old one answers nothing any more.
    @Test
    @Order(6)
    void aVerifierThatIsKilledIsMissedUntilItWouldRefuseByItself() {
        // given
        var killed = stack.service("token-service");

        // when
        killed.destroyForcibly();
        killed.onExit().join();
        var gone = System.nanoTime();
        var alive = verifiers.stream().filter(VerifiersIT::answers).findFirst().orElseThrow();
        var answer = alive.post("/v1/tokens/" + mintedBy(alive) + "/revoke?wait=true", "{}");

        // then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("of").asInt()).isEqualTo(VERIFIERS);
        assertThat(answer.body().path("missing")).hasSize(1);
        Awaitility.await().atMost(LONG.multipliedBy(3)).ignoreExceptions().untilAsserted(() -> {
            var again = stack.api().post("/v1/tokens/" + mintedBy(stack.api()) + "/revoke?wait=true", "{}");
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.body().path("confirmed_by").asInt()).isEqualTo(VERIFIERS);
        });
        assertThat(Duration.ofNanos(System.nanoTime() - gone)).isGreaterThan(MAX_FEED_AGE);
    }

    private static boolean answers(Api verifier) {
        try {
            return verifier.get("/v1/whoami").status() == 200;
        } catch (UncheckedIOException gone) {
            return false;
        }
    }
}
