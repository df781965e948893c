package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final Duration WITHOUT_KAFKA = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Stack stack = Stack.started("stack-of-three", VERIFIERS);
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

            // then
            assertThat(answer.status()).isEqualTo(200);
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(WITHOUT_KAFKA)
                    .untilAsserted(
                            () -> assertThat(acceptingAfterTheProof(token)).isEmpty());
            System.out.printf(
                    "without Kafka refused everywhere after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            var proven =
                    verifiers.getLast().post("/v1/tokens/" + mintedBy(verifiers.getLast()) + "/revoke?wait=true", "{}");
            assertThat(proven.body().path("of").asInt()).isEqualTo(VERIFIERS);
            assertThat(proven.body().path("confirmed_by").asInt()).isEqualTo(VERIFIERS);
        } finally {
            stack.thawTheBroker();
        }
    }

    private static String mintedBy(Api verifier) {
        return verifier.mint("proven without kafka").id();
    }

    @Test
    @Order(3)
    void aVerifierThatStopsCleanlyIsNotWaitedFor() throws Exception {
        // given
        try (var fourth = new SecondVerifier(stack, Map.of("LATCHKEY_VERIFIER_ID", "fourth"))) {
            fourth.awaitReady();
            assertProvenBy(VERIFIERS + 1);
        }

        // then
        assertProvenBy(VERIFIERS);
    }

    private void assertProvenBy(int count) {
        var api = stack.api();
        var answer = api.post("/v1/tokens/" + mintedBy(api) + "/revoke?wait=true", "{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("confirmed_by").asInt()).isEqualTo(count);
        assertThat(answer.body().path("of").asInt()).isEqualTo(count);
    }

    @Test
    @Order(4)
    void aVerifierThatIsKilledIsMissedUntilItIsBack() {
        // given
        var killed = stack.service("token-service");

        // when
        killed.destroyForcibly();
        killed.onExit().join();
        var alive = verifiers.stream().filter(VerifiersIT::answers).findFirst().orElseThrow();
        var answer = alive.post("/v1/tokens/" + mintedBy(alive) + "/revoke?wait=true", "{}");

        // then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("of").asInt()).isEqualTo(VERIFIERS);
        assertThat(answer.body().path("missing")).hasSize(1);
        Awaitility.await().atMost(LONG.multipliedBy(2)).ignoreExceptions().untilAsserted(() -> {
            var again = stack.api().post("/v1/tokens/" + mintedBy(stack.api()) + "/revoke?wait=true", "{}");
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.body().path("confirmed_by").asInt()).isEqualTo(VERIFIERS);
        });
    }

    private static boolean answers(Api verifier) {
        try {
            return verifier.get("/v1/whoami").status() == 200;
        } catch (UncheckedIOException gone) {
            return false;
        }
    }
}
