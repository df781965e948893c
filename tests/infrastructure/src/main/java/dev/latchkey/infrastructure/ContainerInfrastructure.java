package dev.latchkey.infrastructure;

import dev.latchkey.embedded.Databases;
import dev.latchkey.embedded.Topics;
import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// PostgreSQL and Kafka from their official images. The engine removes the containers when this JVM ends.
final class ContainerInfrastructure implements Infrastructure {
    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18").withUsername("postgres");
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1");

    @Override
    public void start() throws IOException {
        QuietLogs.apply();
        InParallel.run(this::startPostgres, this::startKafka);
    }

    private void startPostgres() throws IOException {
        postgres.start();
        var server = new PGSimpleDataSource();
        server.setUrl(postgres.getJdbcUrl());
        server.setUser(user());
        server.setPassword(password());
        Databases.create(server, List.of(ServiceName.values()));
    }

    private void startKafka() throws IOException {
        kafka.start();
        Topics.create(kafka());
    }

    @Override
    public void stop() {
        kafka.stop();
        postgres.stop();
    }

    @Override
    public String url(ServiceName service) {
        return "postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
                + "/" + service.database();
    }

    @Override
    public String user() {
        return postgres.getUsername();
    }

    @Override
    public String password() {
        return postgres.getPassword();
    }

    @Override
    public String kafka() {
        return kafka.getBootstrapServers();
    }
}
