package dev.latchkey.audit.intake;

import dev.latchkey.kit.kafka.BrokerTopics;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/// Opens an intake per topic and keeps an eye on the topics.
@ApplicationScoped
public class Intakes {
    private static final Logger LOG = Logger.getLogger(Intakes.class);

    private final TopicIntake.Surroundings around;
    private final KafkaClientService clients;
    private final List<TopicIntake<?>> open = new CopyOnWriteArrayList<>();

    Intakes(
            Pool pool,
            BrokerTopics topics,
            DeadLetters deadLetters,
            IntakeMetrics metrics,
            IntakeConfig config,
            KafkaClientService clients,
            Clock clock) {
        this.around = new TopicIntake.Surroundings(pool, topics, deadLetters, metrics, config, clock::instant);
        this.clients = clients;
    }

    /// An intake that is fed by the consumer of this channel.
    public <E> TopicIntake<E> open(String channel, Projection<E> projection) {
        var intake = open(
                projection, (partition, offset) -> clients.getConsumer(channel).seek(partition, offset));
        open.add(intake);
        return intake;
    }

    <E> TopicIntake<E> open(Projection<E> projection, Seeker seeker) {
        return new TopicIntake<>(projection, around, seeker);
    }

    @Scheduled(every = "{latchkey.intake.topic-check}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> checkTopics() {
        var checked = Uni.createFrom().voidItem();
        for (var intake : open) {
            checked = checked.chain(intake::checkTopic).onFailure().recoverWithUni(failure -> {
                LOG.debugf("a topic was not checked: %s", Failures.name(failure));
                return Uni.createFrom().voidItem();
            });
        }
        return checked;
    }
}
