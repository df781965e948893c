package dev.latchkey.token.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveVerifierTest {
    @Test
    void rowsAndHeartbeatsAreOneCount() {
        // given: b has lost the database, and its row is old; c has no row at all
        var rows = List.of(seen("a", "a1", 9), seen("b", "b1", 5));
        var beats = List.of(seen("a", "a1", 8), seen("b", "b1", 9), seen("c", "c1", 4));

        // when
        var live = LiveVerifier.of(rows, beats);

        // then
        assertThat(live).containsExactly(new LiveVerifier("a", 9), new LiveVerifier("b", 9), new LiveVerifier("c", 4));
    }

    @Test
    void whoSaidThatItStopsIsNotWaitedFor() {
        // given: a said so in its row, b in its heartbeat
        var rows = List.of(stopped("a", "a1"), seen("c", "c1", 9));
        var beats = List.of(seen("a", "a1", 8), stopped("b", "b1"));

        // when
        var live = LiveVerifier.of(rows, beats);

        // then
        assertThat(live).containsExactly(new LiveVerifier("c", 9));
    }

    @Test
    void aNewBootCountsAlthoughTheOldOneStopped() {
        // given
        var rows = List.of(seen("a", "a2", 0), stopped("b", "b1"));
        var beats = List.of(stopped("a", "a1"), seen("b", "b2", 3));

        // when
        var live = LiveVerifier.of(rows, beats);

        // then
        assertThat(live).containsExactly(new LiveVerifier("a", 0), new LiveVerifier("b", 3));
    }

    private static Sighting seen(String id, String boot, long applied) {
        return new Sighting(id, boot, applied, false);
    }

    private static Sighting stopped(String id, String boot) {
        return new Sighting(id, boot, 9, true);
    }
}
