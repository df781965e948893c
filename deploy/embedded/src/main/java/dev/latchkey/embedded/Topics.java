package dev.latchkey.embedded;

import dev.latchkey.events.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/// Makes a broker's topics those of the [Topic] table. No service creates one.
public final class Topics {
    private static final short ONE_COPY = 1;
    private static final int LIMIT_SECONDS = 30;

    private Topics() {}

    /// Creates the topics that are missing and sets the configuration of those that exist.
    public static void create(String bootstrapServers) throws IOException {
        var wanted = Topic.definitions();
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var existing = await(admin.listTopics().names());
            var missing = new ArrayList<NewTopic>();
            var kept = new ArrayList<Topic.Definition>();
            for (var topic : wanted) {
                if (existing.contains(topic.name())) {
                    kept.add(topic);
                } else {
                    missing.add(
                            new NewTopic(topic.name(), topic.partitions(), ONE_COPY).configs(topic.configuration()));
                }
            }
            await(admin.createTopics(missing).all());
            await(admin.incrementalAlterConfigs(changes(kept)).all());
        }
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> changes(List<Topic.Definition> topics) {
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        for (var topic : topics) {
            var entries = new ArrayList<AlterConfigOp>();
            topic.configuration()
                    .forEach((name, value) -> entries.add(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET)));
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), entries);
        }
        return changes;
    }

    private static <T> T await(KafkaFuture<T> answer) throws IOException {
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("Kafka's topics could not be created", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka's topics were created", interrupted);
        }
    }
}
