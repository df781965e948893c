package dev.latchkey.token.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.RunningInfrastructure;
import dev.latchkey.kit.kafka.RecordPublisher;
import dev.latchkey.kit.outbox.OutboxConfig;
import dev.latchkey.kit.outbox.OutboxRelay;
import dev.latchkey.token.Stack;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// An outbox in a database of its own and a topic of its own, with as many relays as a test wants.
final class RelayBench implements AutoCloseable {
    /// What a consumer sees, in the order of the topic's one partition.
    record Received(String key, String data, String id, String source, long number) {}

    private final RunningInfrastructure running = RunningInfrastructure.get();
    private final String name = "relay_" + Stack.word(10);
    private final Vertx vertx = Vertx.vertx();
    private final Deque<Runnable> open = new ArrayDeque<>();
    private final Connection connection;

    RelayBench() throws Exception {
        try (var postgres = connect(running.jdbcUrl(ServiceName.TOKEN))) {
            execute(postgres, "create database " + name);
        }
        connection = connect(databaseUrl("jdbc:"));
        execute(connection, schema());
        try (var admin = Admin.create(Map.of("bootstrap.servers", running.kafka()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static String schema() throws IOException {
        try (var script = OutboxConfig.class.getResourceAsStream("/db/outbox/V0_1__outbox.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
        }
    }

    private String databaseUrl(String prefix) {
        return prefix + running.url(ServiceName.TOKEN).replaceFirst("/[^/]*$", "/" + name);
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, running.user(), running.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// A relay as a replica of the service has it, started.
    OutboxRelay relay() {
        return relay(running.kafka());
    }

    /// A relay whose broker is away.
    OutboxRelay cutOffRelay() {
        return relay("127.0.0.1:9");
    }

    private OutboxRelay relay(String broker) {
        var options = PgConnectOptions.fromUri(databaseUrl(""))
                .setUser(running.user())
                .setPassword(running.password());
        var pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(3))
                .connectingTo(options)
                .using(vertx.getDelegate())
                .build());
        var publisher = new RecordPublisher(Map.of("bootstrap.servers", broker));
        var relay = new OutboxRelay(new Settings(), publisher, pool, vertx, "test-service");
        open.push(() -> pool.close().await().indefinitely());
        open.push(publisher::close);
        open.push(relay::stop);
        relay.start();
        return relay;
    }

    private record Settings() implements OutboxConfig {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Duration poll() {
            return Duration.ofMillis(10);
        }

        @Override
        public int shards() {
            return 4;
        }

        @Override
        public int batch() {
            return 20;
        }

        @Override
        public Duration measureEvery() {
            return Duration.ofSeconds(1);
        }
    }

    /// Commits an event.
    void write(int shard, String key, String data) throws SQLException {
        change("insert into outbox (shard, topic, key, type, subject, data, time) values (" + shard + ", '" + name
                + "', '" + key + "', 'test', '" + key + "', '" + data + "', now())");
    }

    /// Does to the tables what a process did before it died.
    void change(String sql) throws SQLException {
        execute(connection, sql.replace(":topic", "'" + name + "'"));
    }

    long count(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    List<Received> received() {
        var partition = new TopicPartition(name, 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", running.kafka(), "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            var found = new ArrayList<Received>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(sent -> found.add(new Received(
                                sent.key(),
                                new String(sent.value(), UTF_8),
                                header(sent.headers().lastHeader("ce_id")),
                                header(sent.headers().lastHeader("ce_source")),
                                Long.parseLong(header(sent.headers().lastHeader("ce_sequence"))))));
            }
            return found;
        }
    }

    private static String header(org.apache.kafka.common.header.Header header) {
        return new String(header.value(), UTF_8);
    }

    @Override
    public void close() throws SQLException {
        while (!open.isEmpty()) {
            open.pop().run();
        }
        connection.close();
        vertx.close().await().indefinitely();
        try (var postgres = connect(running.jdbcUrl(ServiceName.TOKEN))) {
            execute(postgres, "drop database " + name + " with (force)");
        }
    }
}
