package dev.latchkey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessEndTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORTLY = Duration.ofMillis(50);

    /// A parent that never takes note of the end of its child, whose process number it prints.
    private final Process careless;

    ProcessEndTest() throws Exception {
        careless = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
    }

    @AfterEach
    void endBoth() {
        careless.descendants().forEach(ProcessHandle::destroyForcibly);
        careless.destroyForcibly();
    }

    @Test
    void aRunningProcessHasNotEnded() throws Exception {
        assertThat(ProcessEnd.isReached(careless.toHandle())).isFalse();
        assertThat(ProcessEnd.await(careless.toHandle(), SHORTLY)).isFalse();
    }

    @Test
    void whatNobodyTakesNoteOfHasEndedAllTheSame() throws Exception {
        // given
        var pid = careless.inputReader().readLine();
        var child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

        // when
        child.destroyForcibly();

        // then
        assertThat(ProcessEnd.await(child, LONG)).isTrue();
        assertThat(child.info().commandLine()).isEmpty();
    }

    @Test
    void aProcessThatIsGoneHasEnded() throws Exception {
        // when
        careless.destroyForcibly().waitFor();

        // then
        assertThat(ProcessEnd.isReached(careless.toHandle())).isTrue();
    }

    @Test
    void aRunningProcessThatHidesItsProgramHasNotEnded() {
        // given: the system's first process, which most users may not look into
        var first = ProcessHandle.of(1).orElseThrow();

        // when, then
        assertThat(ProcessEnd.isReached(first)).isFalse();
    }
}
