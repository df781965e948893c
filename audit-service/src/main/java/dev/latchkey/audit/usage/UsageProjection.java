package dev.latchkey.audit.usage;

import dev.latchkey.audit.intake.EventReader;
import dev.latchkey.audit.intake.Projection;
import dev.latchkey.audit.intake.Reading;
import dev.latchkey.audit.intake.Reading.Broken;
import dev.latchkey.audit.intake.Reading.Meant;
import dev.latchkey.audit.intake.Reading.Skipped;
import dev.latchkey.events.Event;
import dev.latchkey.events.TokenUsed;
import dev.latchkey.events.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Uses become last-used records, sources, counts per day and the ledger of flushes. `latchkey.usage.uses` counts them.
@Singleton
final class UsageProjection implements Projection<Use> {
    private static final String USES = "latchkey.usage.uses";
    private static final String OUTCOME = "outcome";

    private final UsageConfig config;
    private final Counter accepted;
    private final Counter refused;

    UsageProjection(UsageConfig config, MeterRegistry registry) {
        this.config = config;
        this.accepted = registry.counter(USES, OUTCOME, "accepted");
        this.refused = registry.counter(USES, OUTCOME, "refused");
    }

    @Override
    public Topic topic() {
        return Topic.TOKEN_USAGE;
    }

    @Override
    public Reading<Use> read(ConsumerRecord<byte[], byte[]> delivered) {
        return switch (EventReader.read(delivered)) {
            case Broken<Event>(var reason) -> new Broken<>(reason);
            case Skipped<Event>() -> new Skipped<>();
            case Meant<Event>(TokenUsed used) ->
                UseReader.read(used, delivered.partition(), Instant.ofEpochMilli(delivered.timestamp()));
            case Meant<Event>(var other) -> new Skipped<>();
        };
    }

    @Override
    public Uni<Void> apply(SqlConnection connection, List<Use> uses) {
        return UsageWriter.unheard(connection, uses)
                .chain(unheard -> UsageWriter.write(connection, Fold.of(unheard), config.sourcesPerToken()));
    }

    @Override
    public void committed(List<Use> uses) {
        for (var use : uses) {
            accepted.increment((double) use.accepted());
            refused.increment((double) use.refused());
        }
    }
}
