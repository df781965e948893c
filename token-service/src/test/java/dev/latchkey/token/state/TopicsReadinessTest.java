package dev.latchkey.token.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.embedded.EmbeddedKafka;
import dev.latchkey.embedded.KeptPorts;
import dev.latchkey.infrastructure.RunningInfrastructure;
import dev.latchkey.kit.kafka.BrokerTopics;
import dev.latchkey.kit.kafka.NeededTopics;
import dev.latchkey.kit.kafka.NeededTopics.Away;
import dev.latchkey.kit.kafka.TopicsReadiness;
import dev.latchkey.token.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsReadinessTest {
    /// Far below the five seconds the broker is given, far above what a busy machine adds to the probe's 700 ms.
    private static final Duration PROBE_TIMEOUT = Duration.ofMillis(2_500);

    private final String topic = "readiness-" + Stack.word(8);
    private final NeededTopics asBefore = new NeededTopics(Set.of(topic), Away.AS_BEFORE);
    private final NeededTopics notReady = new NeededTopics(Set.of(topic), Away.NOT_READY);

    @Test
    void topicsThatWereNeverSeenAreNotReadyAndTheProbeIsAnsweredInTime() {
        try (var topics = new BrokerTopics(Map.of("bootstrap.servers", "127.0.0.1:9"), "test")) {
            // given
            var readiness = new TopicsReadiness(topics, asBefore);
            var begin = System.nanoTime();

            // when
            var status = status(readiness);

            // then
            assertThat(status).isEqualTo(Status.DOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROBE_TIMEOUT);
        }
    }

    @Test
    void aTopicThatIsMissingForCertainIsNotReady() throws Exception {
        Map<String, Object> broker =
                Map.of("bootstrap.servers", RunningInfrastructure.get().kafka());
        try (var topics = new BrokerTopics(broker, "test");
                var admin = Admin.create(broker)) {
            var readiness = new TopicsReadiness(topics, asBefore);
            assertThat(status(readiness)).isEqualTo(Status.DOWN);
            create(admin);
            Awaitility.await().untilAsserted(() -> assertThat(status(readiness)).isEqualTo(Status.UP));

            // when
            admin.deleteTopics(List.of(topic)).all().get();

            // then
            Awaitility.await().untilAsserted(() -> assertThat(status(readiness)).isEqualTo(Status.DOWN));
            assertThat(admin.listTopics().names().get()).doesNotContain(topic);
        }
    }

    @Test
    void anOutageTakesDownOnlyWhoCannotDoWithoutTheBroker(@TempDir Path directory) throws Exception {
        // given
        var kafka = EmbeddedKafka.start(directory, KeptPorts.free(), KeptPorts.free());
        Map<String, Object> broker = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var topics = new BrokerTopics(broker, "test")) {
            try (var admin = Admin.create(broker)) {
                create(admin);
            }
            var verifier = new TopicsReadiness(topics, asBefore);
            var projection = new TopicsReadiness(topics, notReady);
            var late = new TopicsReadiness(topics, asBefore);
            Awaitility.await().untilAsserted(() -> assertThat(status(verifier)).isEqualTo(Status.UP));
            assertThat(status(projection)).isEqualTo(Status.UP);

            // when
            kafka.close();

            // then
            assertThat(status(projection)).isEqualTo(Status.DOWN);
            assertThat(status(verifier)).isEqualTo(Status.UP);
            assertThat(status(late)).isEqualTo(Status.DOWN);
        }
    }

    private void create(Admin admin) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    private static Status status(TopicsReadiness readiness) {
        return readiness.call().await().indefinitely().getStatus();
    }
}
