package dev.latchkey.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the outbox is published.
@ConfigMapping(prefix = "latchkey.outbox")
public interface OutboxConfig {
    /// Whether this service has an outbox at all.
    @WithDefault("true")
    boolean enabled();

    /// How often the relay looks for rows that nothing woke it for.
    @WithDefault("100ms")
    Duration poll();

    /// How many shards the rows are spread over; order holds within a key. Never lower it while rows wait.
    @WithDefault("4")
    int shards();

    /// How many rows are numbered, sent and deleted at a time.
    @WithDefault("500")
    int batch();

    /// How often the waiting rows are counted for the metrics.
    @WithDefault("5s")
    Duration measureEvery();
}
