package dev.latchkey.token.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.Topic;
import dev.latchkey.events.VerifierSeen;
import dev.latchkey.kit.kafka.RecordPublisher;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import dev.latchkey.token.Topics;
import dev.latchkey.token.state.Feeds;
import dev.latchkey.token.state.StateStore;
import dev.latchkey.token.usage.UsageRecorder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One more verifier, in the process of the service.
@ServiceTest
class PresenceTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject
    VerifierStore store;

    @Inject
    StateStore states;

    @Inject
    UsageRecorder usage;

    @Inject
    RecordPublisher publisher;

    @Inject
    Vertx vertx;

    private final String id = "present-" + Stack.word(8);
    private Feeds.Followed followed;
    private Presence presence;

    @BeforeEach
    void make() {
        followed = Feeds.following(states, vertx);
        presence = new Presence(
                store,
                followed.feed(),
                followed.freshness(),
                followed.reader(),
                usage,
                publisher,
                vertx,
                Clock.systemUTC(),
                id);
    }

    @AfterEach
    void stop() throws Exception {
        presence.onStop(new ShutdownEvent());
        Tables.execute("delete from verifier where id = '" + id + "'");
    }

    private String rows(String what) throws Exception {
        return String.join(",", Tables.query("select " + what + " from verifier where id = '" + id + "'"));
    }

    /// What commits between the two waits for this verifier; the other way round nobody would.
    @Test
    void theRowIsThereBeforeTheSnapshotIsRead() throws Exception {
        // given: nobody can enter a row
        try (var connection = Tables.open();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table verifier in share mode");

            // when
            presence.onStart(new StartupEvent());

            // then
            Awaitility.await()
                    .during(Duration.ofMillis(1_500))
                    .atMost(LONG)
                    .until(() -> !followed.feed().isComplete());
            connection.rollback();
        }
        Awaitility.await().atMost(LONG).until(() -> followed.feed().isFresh());
        assertThat(rows("final::text")).isEqualTo("false");
    }

    @Test
    void whoStopsSaysSoAndRefusesFromThenOn() throws Exception {
        // given
        presence.onStart(new StartupEvent());
        Awaitility.await().atMost(LONG).until(() -> followed.feed().isFresh());
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(beats()).isPositive());
        Awaitility.await().atMost(LONG).until(() -> usage.told().isAll());

        // when
        presence.onStop(new ShutdownEvent());

        // then
        assertThat(followed.feed().isFresh()).isFalse();
        assertThat(rows("final::text")).isEqualTo("true");
        Awaitility.await()
                .during(Duration.ofMillis(2_500))
                .atMost(LONG)
                .untilAsserted(() -> assertThat(lastBeat().last()).isTrue());
        assertThat(rows("final::text")).isEqualTo("true");
        assertThat(followed.feed().isFresh()).isFalse();
    }

    private int beats() {
        return Topics.read(Topic.VERIFIERS, VerifierSeen.class, id).size();
    }

    private VerifierSeen lastBeat() {
        return Topics.read(Topic.VERIFIERS, VerifierSeen.class, id).getLast();
    }
}
