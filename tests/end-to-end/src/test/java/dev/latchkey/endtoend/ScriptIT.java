package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The script starts a stack and ends it without a rest, in both ways there are.
@WithStack
@Order(8)
class ScriptIT {
    @Test
    void ctrlCAndDownLeaveNothing(Stack stack) throws Exception {
        // given
        assertServes(stack);
        var foreground = stack.watched();

        // when
        var interrupted = stack.interrupt();

        // then
        assertThat(interrupted).isEqualTo(130);
        assertNothingIsLeft(foreground, stack);
        assertThat(stack.printed())
                .endsWith("latchkey: stopping\nlatchkey: stopped\n")
                .contains("Latchkey is up at http://localhost:" + stack.port());

        // when
        var up = stack.detach();

        // then
        assertThat(up.exit()).as(up.toString()).isZero();
        assertThat(up.output())
                .contains("Latchkey is up at http://localhost:" + stack.port())
                .noneMatch(line -> line.contains("building"));
        assertServes(stack);

        // when
        var detached = stack.watched();
        var down = stack.down();

        // then
        assertThat(down).isEqualTo(new Script.Outcome(0, List.of("latchkey: stopped the stack on " + stack.data())));
        assertNothingIsLeft(detached, stack);
    }

    private static void assertServes(Stack stack) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stack.stackFile())))
                .isEqualTo("rw-------");
        assertThat(stack.facts().path("url").asText()).isEqualTo("http://localhost:" + stack.port());
        var me = stack.api().get("/v1/whoami");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().at("/subject/person").asText())
                .isEqualTo(stack.facts().at("/owner/person").asText());
    }

    private static void assertNothingIsLeft(List<Watched> before, Stack stack) throws IOException {
        assertThat(before)
                .extracting(Watched::commandLine)
                .anyMatch(line -> line.contains("latchkey-local.jar"))
                .anyMatch(line -> line.contains("token-service"))
                .anyMatch(line -> line.contains("audit-service"))
                .anyMatch(line -> line.contains("postgres/data"));
        assertThat(Watched.running(before)).isEmpty();
        assertThat(Watched.running(Watched.naming(stack.data()))).isEmpty();
        assertThat(stack.stackFile()).doesNotExist();
        assertThat(stack.data().resolve("postgres/data/postmaster.pid")).doesNotExist();
        try (var free = new ServerSocket(stack.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }
}
