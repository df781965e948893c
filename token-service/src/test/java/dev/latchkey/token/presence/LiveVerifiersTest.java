package dev.latchkey.token.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.VerifierSeen;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Tables;
import dev.latchkey.token.TestClock;
import dev.latchkey.token.state.FeedConfig;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class LiveVerifiersTest {
    private static final FeedConfig CONFIG = () -> Duration.ofSeconds(60);

    @Inject
    VerifierStore store;

    private final TestClock clock = new TestClock(Instant.now());
    private final Heartbeats heartbeats = new Heartbeats(clock, new Sighting.Run("prover", "boot"));
    private LiveVerifiers verifiers;

    @BeforeEach
    void silentOnes() throws Exception {
        verifiers = new LiveVerifiers(store, heartbeats, CONFIG);
        Tables.execute("insert into verifier values"
                + " ('live-silent', 'boot', 7, now() - interval '66 seconds', false),"
                + " ('live-recent', 'boot', 7, now() - interval '60 seconds', false),"
                + " ('live-stopped', 'boot', 7, now() - interval '66 seconds', true),"
                + " ('live-swept', 'boot', 7, now() - interval '25 hours', false)");
    }

    @AfterEach
    void remove() throws Exception {
        Tables.execute("delete from verifier where id like 'live-%'");
    }

    /// The silent one may be answering by ticks.
    @Test
    void whoHearsNoHeartbeatsCountsWhoHasFallenSilentWithinADay() throws Throwable {
        assertThat(live()).containsExactly("live-recent", "live-silent");
    }

    @Test
    void whoHearsThemAllDoesNot() throws Throwable {
        // given
        beat();
        clock.advance(Duration.ofSeconds(65));
        beat();

        // then
        assertThat(live()).containsExactly("live-recent");
    }

    private void beat() {
        heartbeats.take(new VerifierSeen("prover", "boot", 0, 0, 0, false), clock.instant());
    }

    private List<String> live() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(verifiers::now).stream()
                .map(LiveVerifier::id)
                .filter(id -> id.startsWith("live-"))
                .toList();
    }
}
