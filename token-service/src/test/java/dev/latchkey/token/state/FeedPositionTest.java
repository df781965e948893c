package dev.latchkey.token.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.StateTicked;
import dev.latchkey.token.state.FeedPosition.Unsent;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FeedPositionTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void withNothingWaitingAllIsPublished() {
        assertThat(new FeedPosition(9, Optional.empty(), NOON).tick()).contains(new StateTicked(9, NOON));
    }

    @Test
    void whatWaitsIsNotPublished() {
        assertThat(waitingFor(Duration.ofSeconds(5)).tick()).contains(new StateTicked(6, NOON));
    }

    @Test
    void aRelayThatIsStuckHasNoPulse() {
        assertThat(waitingFor(Duration.ofMillis(5_001)).tick()).isEmpty();
    }

    @Test
    void whileTheDatabaseIsDownTheLastPositionStaysTrue() {
        // given
        var downFor = Duration.ofSeconds(90);

        // then
        assertThat(new FeedPosition(9, Optional.empty(), NOON).tickAfter(downFor))
                .contains(new StateTicked(9, NOON.plus(downFor), NOON));
        assertThat(waitingFor(Duration.ofMillis(1)).tickAfter(downFor)).isEmpty();
    }

    @Test
    void onlyADatabaseThatRefusesIsDown() {
        assertThat(Pulse.isDown(new IOException(new ConnectException("Connection refused"))))
                .isTrue();
        assertThat(Pulse.isDown(new PgException("terminating", "FATAL", "57P01", null)))
                .isTrue();
        assertThat(Pulse.isDown(new PgException("too many", "FATAL", "53300", null)))
                .isFalse();
        assertThat(Pulse.isDown(new TimeoutException())).isFalse();
    }

    private static FeedPosition waitingFor(Duration time) {
        return new FeedPosition(9, Optional.of(new Unsent(7, NOON.minus(time))), NOON);
    }
}
