package dev.latchkey.infrastructure;

import static java.util.Objects.requireNonNull;

import dev.latchkey.embedded.Databases;
import dev.latchkey.embedded.EmbeddedKafka;
import dev.latchkey.embedded.EmbeddedPostgres;
import dev.latchkey.embedded.EmbeddedPostgres.Durability;
import dev.latchkey.embedded.KeptPorts;
import dev.latchkey.embedded.Topics;
import dev.latchkey.embedded.Tree;
import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PostgreSQL as a child process and Kafka in this JVM: needs neither a container engine nor root.
final class EmbeddedInfrastructure implements Infrastructure {
    private final Path directory;
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable EmbeddedKafka kafka;

    /// @param directory where data and logs go; deleted by [#stop()]
    EmbeddedInfrastructure(Path directory) {
        this.directory = directory;
    }

    @Override
    public void start() throws IOException {
        QuietLogs.apply();
        InParallel.run(this::startPostgres, this::startKafka);
    }

    private void startPostgres() throws IOException {
        var server = EmbeddedPostgres.start(
                directory.resolve("postgres"),
                KeptPorts.free(),
                Durability.KILLED_PROCESS,
                directory.resolve("postgres.log"));
        postgres = server;
        Databases.create(server.dataSource("postgres"), List.of(ServiceName.values()));
    }

    private void startKafka() throws IOException {
        var broker = EmbeddedKafka.start(directory.resolve("kafka"), KeptPorts.free(), KeptPorts.free());
        kafka = broker;
        Topics.create(broker.bootstrapServers());
    }

    @Override
    public void stop() throws IOException {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        Tree.delete(directory);
    }

    @Override
    public String url(ServiceName service) {
        return requireNonNull(postgres, "not started").url(service.database());
    }

    @Override
    public String user() {
        return EmbeddedPostgres.USER;
    }

    @Override
    public String password() {
        return requireNonNull(postgres, "not started").password();
    }

    @Override
    public String kafka() {
        return requireNonNull(kafka, "not started").bootstrapServers();
    }
}
