package dev.latchkey.token.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.events.Topic;
import dev.latchkey.events.VerifierSeen;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import dev.latchkey.token.Topics;
import dev.latchkey.token.presence.LiveVerifier;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class ProofTest {
    private static final Duration TOOK = Duration.ofMillis(41);

    @ConfigProperty(name = "latchkey.verifier.id")
    String self = "";

    private final Stack stack = Stack.create();
    private String owner = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    @Test
    void onlyWhatEveryLiveVerifierHasAppliedIsConfirmed() {
        // given
        var all =
                List.of(new LiveVerifier("a", "a1", 7), new LiveVerifier("b", "b1", 8), new LiveVerifier("c", "c1", 6));

        // then
        assertThat(Proofs.judge(6, Optional.of(all), TOOK)).isEqualTo(new Proof.Confirmed(3, 3, TOOK));
        assertThat(Proofs.judge(7, Optional.of(all), TOOK)).isEqualTo(new Proof.Missing(List.of("c"), 3, TOOK));
        assertThat(Proofs.judge(9, Optional.of(all), TOOK))
                .isEqualTo(new Proof.Missing(List.of("a", "b", "c"), 3, TOOK));
        assertThat(Proofs.judge(6, Optional.of(List.of()), TOOK)).isEqualTo(new Proof.Missing(List.of(), 0, TOOK));
        assertThat(Proofs.judge(6, Optional.empty(), TOOK)).isEqualTo(new Proof.Missing(List.of(), 0, TOOK));
    }

    @Test
    void aRevocationThatIsWaitedForSaysHowManyHaveConfirmedIt() {
        // given
        var token = stack.minted(owner);

        // when
        var answer = revoke(token.id(), "?wait=true");

        // then
        answer.then()
                .statusCode(200)
                .body("state", equalTo("revoked"))
                .body("confirmed_by", equalTo(1))
                .body("of", equalTo(1))
                .body("took_ms", lessThan(2_000))
                .body("missing", nullValue());
    }

    @Test
    void withoutTheWishNobodyWaits() {
        // given
        var token = stack.minted(owner);

        // when
        var answer = revoke(token.id(), "");

        // then
        answer.then().statusCode(200).body("state", equalTo("revoked")).body("confirmed_by", nullValue());
    }

    @Test
    void aVerifierThatIsBehindIsNamedAfterTwoSeconds() throws Exception {
        // given: another verifier that has entered and then fallen silent
        var token = stack.minted(owner);
        Tables.execute("insert into verifier values ('silent', 'boot', 0, now(), false)");

        try {
            // when
            var answer = revoke(token.id(), "?wait=true");

            // then
            answer.then()
                    .statusCode(202)
                    .body("state", equalTo("revoked"))
                    .body("confirmed_by", equalTo(1))
                    .body("of", equalTo(2))
                    .body("missing", equalTo(List.of("silent")));
            assertThat(answer.<Integer>path("took_ms")).isBetween(2_000, 4_000);
        } finally {
            Tables.execute("delete from verifier where id = 'silent'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"now() - interval '66 seconds', false", "now(), true"})
    void whoIsGoneIsNotWaitedFor(String seenAndFinal) throws Exception {
        // given
        Tables.execute("insert into verifier values ('gone', 'boot', 0, " + seenAndFinal + ")");

        try {
            // then: as soon as this process has heard heartbeats for as long
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> revoke(stack.minted(owner).id(), "?wait=true")
                            .then()
                            .statusCode(200)
                            .body("of", equalTo(1)));
        } finally {
            Tables.execute("delete from verifier where id = 'gone'");
        }
    }

    @Test
    void anEarlierBootOfTheSameVerifierIsWaitedFor() throws Exception {
        // given
        var token = stack.minted(owner);
        Tables.execute("insert into verifier values ('" + self + "', 'earlier', 0, now(), false)");

        try {
            // when
            var answer = revoke(token.id(), "?wait=true");

            // then
            answer.then().statusCode(202).body("of", equalTo(2)).body("missing", equalTo(List.of(self)));
        } finally {
            Tables.execute("delete from verifier where boot = 'earlier'");
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerKeepsNobodyLongerThanTwoSeconds() throws Exception {
        // given: nobody can read who is live
        var token = stack.minted(owner);
        try (var connection = Tables.open();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table verifier in access exclusive mode");
            statement.execute("set local idle_in_transaction_session_timeout = '8s'");

            // when
            var begun = System.nanoTime();
            var answer = revoke(token.id(), "?wait=true");
            var took = Duration.ofNanos(System.nanoTime() - begun);

            // then
            answer.then().statusCode(202).body("state", equalTo("revoked")).body("of", equalTo(0));
            assertThat(took).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }

    @Test
    void aVerifierKnownByItsHeartbeatAloneIsWaitedFor() {
        // given
        var token = stack.minted(owner);
        Stack.publish(new VerifierSeen("cut-off", "boot", 0, 0, 0, false));

        try {
            // when
            var answer = Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> revoke(stack.minted(owner).id(), "?wait=true"), it -> it.statusCode() == 202);

            // then
            answer.then().body("missing", equalTo(List.of("cut-off")));
        } finally {
            Stack.publish(new VerifierSeen("cut-off", "boot", 0, 0, 0, true));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> revoke(stack.minted(owner).id(), "?wait=true").statusCode() == 200);
        }
        assertThat(token.id()).startsWith("tok_");
    }

    @Test
    void aWishThatIsNeitherTrueNorFalseIsNamed() {
        // given
        var token = stack.minted(owner);

        // when
        var answer = revoke(token.id(), "?wait=maybe");

        // then
        answer.then()
                .statusCode(400)
                .body("type", endsWith("/problems/invalid-request"))
                .body("field", equalTo("wait"));
        stack.verify(stack.verifier(), token.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void aHeartbeatTellsOfTheVerifier() {
        // when
        var revision = revoke(stack.minted(owner).id(), "?wait=true")
                .<Number>path("revision")
                .longValue();

        // then
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var beat = Topics.read(Topic.VERIFIERS, VerifierSeen.class, self).getLast();
            assertThat(beat.appliedRevision()).isGreaterThanOrEqualTo(revision);
            assertThat(beat.flush()).isPositive();
            assertThat(beat.dropped()).isZero();
            assertThat(beat.last()).isFalse();
            assertThat(beat.boot()).isNotEmpty();
        });
    }

    private Response revoke(String id, String query) {
        return Stack.post(owner, "/v1/tokens/" + id + "/revoke" + query, Map.of());
    }
}
