package dev.latchkey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.embedded.EmbeddedPostgres.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptedStartTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    /// The first makes the cluster, the second starts the server and is not waited for by whoever is interrupted.
    @ParameterizedTest
    @ValueSource(strings = {"initdb", "pg_ctl"})
    void aStartThatIsInterruptedLeavesNoProcess(String program) throws Exception {
        // given
        var starting = Thread.ofPlatform().start(this::startAndClose);
        Awaitility.await()
                .atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> running().stream()
                        .anyMatch(process ->
                                process.info().commandLine().orElse("").contains(program)));

        // when
        starting.interrupt();
        var ended = starting.join(LONG);

        // then
        assertThat(ended).isTrue();
        assertThat(running()).isEmpty();
    }

    private void startAndClose() {
        try {
            var postgres = EmbeddedPostgres.start(
                    directory, KeptPorts.free(), Durability.KILLED_PROCESS, directory.resolveSibling("postgres.log"));
            var _ = Thread.interrupted();
            postgres.close();
        } catch (IOException brokenOff) {
            // as it may be
        }
    }

    private List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                .toList();
    }
}
