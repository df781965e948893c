package dev.latchkey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPortsTest {
    @TempDir
    private Path directory;

    @Test
    void aServerGetsItsPortAgainAfterARestart() throws Exception {
        // given
        var first = KeptPorts.in(directory.resolve("ports")).of("kafka");

        // when
        var second = KeptPorts.in(directory.resolve("ports")).of("kafka");

        // then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void aPortThatSomethingElseHasTakenIsReplacedForGood() throws Exception {
        // given
        var first = KeptPorts.in(directory.resolve("ports")).of("kafka");
        try (var squatter = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            // when
            var second = KeptPorts.in(directory.resolve("ports")).of("kafka");

            // then
            assertThat(second).isNotEqualTo(squatter.getLocalPort());
            assertThat(KeptPorts.in(directory.resolve("ports")).of("kafka")).isEqualTo(second);
        }
    }

    @Test
    void noTwoServersShareAPort() throws Exception {
        // given
        var ports = KeptPorts.in(directory.resolve("ports"));

        // when
        var kafka = ports.of("kafka");
        var postgres = ports.of("postgres");

        // then
        assertThat(postgres).isNotEqualTo(kafka);
    }
}
