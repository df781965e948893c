package dev.latchkey.token.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.EventJson;
import dev.latchkey.events.StateTicked;
import dev.latchkey.kit.kafka.EventRecord;
import dev.latchkey.token.ServiceTest;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class LastReadingTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration DOWN_FOR = Duration.ofSeconds(7);
    private static final long NANOS = 3_000_000_000L;
    private static final StateTicked TOLD_ON = new StateTicked(9, NOON.plus(DOWN_FOR), NOON);

    @Inject
    StateStore store;

    @Inject
    Vertx vertx;

    private final LastReading last = new LastReading();

    @BeforeEach
    void readAtNoon() {
        last.read(Optional.of(new FeedPosition(9, Optional.empty(), NOON)), NANOS);
    }

    private Optional<StateTicked> tick() {
        return last.tick(NANOS + DOWN_FOR.toNanos());
    }

    @Test
    void whileTheDatabaseIsDownItIsToldOn() {
        assertThat(tick()).contains(TOLD_ON);
    }

    @Test
    void whatThisReplicaOrAnEarlierReadingSaysChangesNothing() {
        // when
        last.heard(new StateTicked(9, NOON));
        last.heard(TOLD_ON);
        last.heard(new StateTicked(8, NOON.minusSeconds(1)));
        last.heard(new StateTicked(8, NOON.plusSeconds(3), NOON.minusSeconds(1)));

        // then
        assertThat(tick()).contains(TOLD_ON);
    }

    /// Its database answers: what is down is this replica's way there.
    @Test
    void whoeverHasReadLaterGoesOnAlone() {
        // when
        last.heard(new StateTicked(9, NOON.plusSeconds(1)));

        // then
        assertThat(tick()).isEmpty();
    }

    @Test
    void ofTwoThatAreRefusedTheLaterGoesOn() {
        // when
        last.heard(new StateTicked(9, NOON.plusSeconds(8), NOON.plusMillis(1)));

        // then
        assertThat(tick()).isEmpty();
    }

    @Test
    void whoseTurnItWasNotTellsNothingOn() {
        // when
        last.read(Optional.empty(), NANOS);

        // then
        assertThat(tick()).isEmpty();
    }

    @Test
    void theTopicTellsOfLaterReadings() {
        // given
        var clock = Clock.systemUTC();
        var freshness = new Freshness(clock, () -> Duration.ofMinutes(1));
        var reader = new FeedReader(store, new StateFeed(freshness), freshness, last, vertx, clock);

        // when
        reader.changed(received(TOLD_ON)).await().indefinitely();
        var before = tick();
        reader.changed(received(new StateTicked(9, NOON.plusSeconds(1))))
                .await()
                .indefinitely();

        // then
        assertThat(before).contains(TOLD_ON);
        assertThat(tick()).isEmpty();
    }

    private static ConsumerRecord<String, byte[]> received(StateTicked tick) {
        var sent = EventRecord.of(tick, "/token-service/other", NOON);
        var received = new ConsumerRecord<>(
                sent.topic(), 0, 0, sent.key(), EventJson.write(tick).getBytes(UTF_8));
        sent.headers().forEach(received.headers()::add);
        return received;
    }
}
