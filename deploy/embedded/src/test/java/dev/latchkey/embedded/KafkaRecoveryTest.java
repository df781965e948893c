package dev.latchkey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaRecoveryTest {
    private static final String TOPIC = Topic.DIRECTORY.topicName();

    /// With the broker's usual session of 9 s a start after a kill takes 13.
    private static final Duration QUICK = Duration.ofSeconds(9);

    @Test
    void anAcknowledgedRecordSurvivesAKilledBrokerWhichStartsAgainQuickly(@TempDir Path directory) throws Exception {
        var port = KeptPorts.free();
        var controllerPort = KeptPorts.free();
        try (var owner = ChildJvm.start(Owner.class, directory, port, controllerPort)) {
            // given
            assertThat(owner.nextLine()).isEqualTo("acknowledged");
            owner.kill();

            // when
            var before = Instant.now();
            try (var broker = EmbeddedKafka.start(directory, port, controllerPort)) {
                Topics.create(broker.bootstrapServers());
                var took = Duration.between(before, Instant.now());

                // then
                assertThat(firstValue(broker)).isEqualTo("kept");
                assertThat(took).isLessThan(QUICK);
                assertThat(configuration(broker))
                        .containsEntry("cleanup.policy", "compact")
                        .containsEntry("max.message.bytes", "98304");
            }
        }
    }

    private static String firstValue(EmbeddedKafka broker) {
        var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }

    private static Map<String, String> configuration(EmbeddedKafka broker) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var entries = admin.describeConfigs(List.of(topic))
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .values();
            return entries.iterator().next().entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        }
    }

    /// Starts a broker, has a record acknowledged, and waits to be killed.
    static final class Owner {
        public static void main(String[] arguments) throws Exception {
            var broker = EmbeddedKafka.start(
                    Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            Topics.create(broker.bootstrapServers());
            var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
            try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>(TOPIC, 0, "key", "kept")).get(30, TimeUnit.SECONDS);
                System.out.write("acknowledged\n".getBytes(StandardCharsets.UTF_8));
                System.out.flush();
                Thread.currentThread().join();
            }
        }
    }
}
