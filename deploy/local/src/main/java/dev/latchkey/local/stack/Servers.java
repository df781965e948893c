package dev.latchkey.local.stack;

import static java.util.Objects.requireNonNull;

import dev.latchkey.embedded.Databases;
import dev.latchkey.embedded.EmbeddedKafka;
import dev.latchkey.embedded.EmbeddedPostgres;
import dev.latchkey.embedded.EmbeddedPostgres.Durability;
import dev.latchkey.embedded.KeptPorts;
import dev.latchkey.embedded.Topics;
import dev.latchkey.local.Console;
import dev.latchkey.local.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// PostgreSQL with its databases and Kafka with its topics, started side by side. Closing stops the broker first.
final class Servers implements AutoCloseable {
    private final Path data;
    private final KeptPorts ports;
    private final Console console;
    private final Clock clock;
    private CompletableFuture<EmbeddedKafka> broker =
            CompletableFuture.failedFuture(new IllegalStateException("not started"));
    private @Nullable EmbeddedPostgres postgres;

    Servers(Path data, KeptPorts ports, Console console, Clock clock) {
        this.data = data;
        this.ports = ports;
        this.console = console;
        this.clock = clock;
    }

    void start() throws IOException, InterruptedException {
        var port = ports.of("postgres");
        broker = CompletableFuture.supplyAsync(this::startKafka, Thread::startVirtualThread);
        startPostgres(port);
        try {
            broker.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof UncheckedIOException known
                    ? known.getCause()
                    : new IOException("Kafka did not start", failed.getCause());
        }
    }

    private void startPostgres(int port) throws IOException {
        var begin = clock.instant();
        var log = KeptLog.fresh(data.resolve("logs/postgres.log"));
        var server = EmbeddedPostgres.start(data.resolve("postgres"), port, Durability.POWER_LOSS, log);
        postgres = server;
        Databases.create(server.dataSource("postgres"), Installation.SERVICES);
        console.up("postgres", postgresAddress(), Duration.between(begin, clock.instant()));
    }

    private EmbeddedKafka startKafka() {
        var begin = clock.instant();
        try {
            var server = EmbeddedKafka.start(data.resolve("kafka"), ports.of("kafka"), ports.of("kafka.controller"));
            createTopics(server);
            console.up("kafka", server.bootstrapServers(), Duration.between(begin, clock.instant()));
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void createTopics(EmbeddedKafka server) throws IOException {
        try {
            Topics.create(server.bootstrapServers());
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
    }

    EmbeddedPostgres postgres() {
        return requireNonNull(postgres, "not started");
    }

    /// `host:port`
    String postgresAddress() {
        return "127.0.0.1:" + postgres().port();
    }

    /// `host:port`
    String kafka() {
        return broker.join().bootstrapServers();
    }

    @Override
    public void close() throws IOException {
        // A broker cannot be stopped before it runs, and one cut off in its first start may never run again.
        var server = broker.handle((started, _) -> Optional.ofNullable(started)).join();
        server.ifPresent(EmbeddedKafka::close);
        if (postgres != null) {
            postgres.close();
        }
    }
}
