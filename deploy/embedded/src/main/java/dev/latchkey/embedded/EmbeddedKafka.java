package dev.latchkey.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A Kafka broker with its controller in this JVM, on 127.0.0.1 only. Acknowledged records survive restarts, also after
/// the JVM was killed.
public final class EmbeddedKafka implements AutoCloseable {
    private static final int NODE = 1;
    private static final int MIB = 1024 * 1024;
    private static final String HOST = "127.0.0.1:";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts the broker on the log in a directory, formatting it at the first start only.
    ///
    /// @throws IOException with a sentence for the operator
    public static EmbeddedKafka start(Path directory, int port, int controllerPort) throws IOException {
        PrivateFile.directory(directory);
        try {
            if (!Files.exists(directory.resolve("meta.properties"))) {
                format(directory);
            }
            var server = new KafkaRaftServer(new KafkaConfig(settings(directory, port, controllerPort)), Time.SYSTEM);
            return started(new EmbeddedKafka(server, port));
        } catch (Exception failed) { // Scala code declares nothing: whatever it throws means that there is no broker
            throw new IOException("Kafka did not start: " + failed.getMessage(), failed);
        }
    }

    private static EmbeddedKafka started(EmbeddedKafka broker) {
        try {
            broker.server.startup();
            return broker;
        } catch (RuntimeException failed) {
            broker.close();
            throw failed;
        }
    }

    private static void format(Path directory) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }

    private static Map<String, String> settings(Path directory, int port, int controllerPort) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", directory.toString());
        settings.put("listeners", "PLAINTEXT://" + HOST + port + ",CONTROLLER://" + HOST + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.voters", NODE + "@" + HOST + controllerPort);
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A killed broker stays registered for this long, and the next start waits for it.
        settings.put("broker.session.timeout.ms", "1000");
        settings.put("broker.heartbeat.interval.ms", "300");
        oneBroker(settings);
        small(settings);
        return settings;
    }

    private static void oneBroker(Map<String, String> settings) {
        for (var internal : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
    }

    private static void small(Map<String, String> settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        // The default takes 128 MiB of heap, half of what the launcher has.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * MIB));
        settings.put("log.index.size.max.bytes", Integer.toString(MIB));
    }

    /// `127.0.0.1:<port>`
    public String bootstrapServers() {
        return HOST + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
