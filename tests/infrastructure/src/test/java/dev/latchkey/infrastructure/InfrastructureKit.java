package dev.latchkey.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.ServiceName;
import dev.latchkey.events.Topic;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What every provider must do.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InfrastructureKit {
    private final Infrastructure infrastructure;

    InfrastructureKit(Infrastructure infrastructure) {
        this.infrastructure = infrastructure;
    }

    @BeforeAll
    void start() throws Exception {
        infrastructure.start();
    }

    @AfterAll
    void stop() throws Exception {
        infrastructure.stop();
    }

    @Test
    void everyServiceHasADatabaseOfItsOwn() throws Exception {
        for (var service : ServiceName.values()) {
            try (var connection = DriverManager.getConnection(
                            infrastructure.jdbcUrl(service), infrastructure.user(), infrastructure.password());
                    var statement = connection.createStatement()) {
                // when
                var row = statement.executeQuery(
                        "select current_database(), current_setting('server_version_num')::int / 10000");

                // then
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("latchkey_" + service.slug());
                assertThat(row.getInt(2)).isEqualTo(18);
            }
        }
    }

    @Test
    void everyTopicOfTheTableExistsAndNoOtherIsMadeByUse() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", infrastructure.kafka()))) {
            // when
            var names = admin.listTopics().names().get(30, TimeUnit.SECONDS);

            // then
            assertThat(names)
                    .containsExactlyInAnyOrderElementsOf(Topic.definitions().stream()
                            .map(Topic.Definition::name)
                            .toList());
        }
    }

    @Test
    void theBrokerAcknowledgesARecord() throws Exception {
        var settings = Map.<String, Object>of("bootstrap.servers", infrastructure.kafka(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            // given
            var value = "v".getBytes(StandardCharsets.UTF_8);
            var record = new ProducerRecord<byte[], byte[]>(Topic.SESSIONS.topicName(), 0, null, value);

            // when
            var stored = producer.send(record).get(30, TimeUnit.SECONDS);

            // then
            assertThat(stored.offset()).isZero();
        }
    }
}
