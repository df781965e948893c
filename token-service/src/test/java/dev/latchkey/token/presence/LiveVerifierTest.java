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
        assertThat(live).containsExactly(live("a", "a1", 9), live("b", "b1", 9), live("c", "c1", 4));
    }

    @Test
    void whoSaidThatItStopsIsNotWaitedFor() {
        // given: a said so in its row, b in its heartbeat
        var rows = List.of(stopped("a", "a1"), seen("c", "c1", 9));
        var beats = List.of(seen("a", "a1", 8), stopped("b", "b1"));

        // when
        var live = LiveVerifier.of(rows, beats);

        // then
        assertThat(live).containsExactly(live("c", "c1", 9));
    }

    @Test
    void aNewBootCountsAlthoughTheOldOneStopped() {
        // given
        var rows = List.of(seen("a", "a2", 0), stopped("b", "b1"));
        var beats = List.of(stopped("a", "a1"), seen("b", "b2", 3));

        // when
        var live = LiveVerifier.of(rows, beats);

        // then
        assertThat(live).containsExactly(live("a", "a2", 0), live("b", "b2", 3));
    }

    /// It may have lost the database only, and be answering by ticks.
    @Test
    void aNewBootDoesNotTakeTheOldOneOutOfTheCount() {
        // given
        var rows = List.of(seen("a", "a1", 3), seen("a", "a2", 9));
        var beats = List.of(seen("a", "a2", 9), seen("b", "b1", 4), seen("b", "b2", 8));

        // when
        var live = LiveVerifier.of(rows, beats);

        // then
        assertThat(live)
                .containsExactly(live("a", "a1", 3), live("a", "a2", 9), live("b", "b1", 4), live("b", "b2", 8));
    }

    @Test
    void aHeartbeatTakesNobodyOutOfTheCountWhoHasARow() {
        // when
        var live = LiveVerifier.of(List.of(seen("a", "a1", 3)), List.of(stopped("a", "a1")));

        // then
        assertThat(live).containsExactly(live("a", "a1", 3));
    }

    private static LiveVerifier live(String id, String boot, long applied) {
        return new LiveVerifier(id, boot, applied);
    }

    private static Sighting seen(String id, String boot, long applied) {
        return new Sighting(id, boot, applied, false);
    }

    private static Sighting stopped(String id, String boot) {
        return new Sighting(id, boot, 9, true);
    }
}
