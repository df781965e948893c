package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.embedded.KeptPorts;
import dev.latchkey.events.ServiceName;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private final String port = Integer.toString(KeptPorts.free());
    private final StandInTree tree;

    LauncherTest(@TempDir Path home) throws Exception {
        tree = StandInTree.in(home.toRealPath());
    }

    @AfterEach
    void leaveNothing() {
        tree.processes().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void dataAndTokensSurviveTheKillingOfEverything() throws Exception {
        // given
        var first = tree.run("up", "--detach", "--port", port);
        var before = new JsonMapper().readTree(tree.stackFile().toFile());
        tree.processes().forEach(ProcessHandle::destroyForcibly);

        // when
        var again = tree.run("up", "--detach", "--port", port);

        // then
        assertThat(again.errors()).isEmpty();
        assertThat(again.exit()).isZero();
        assertThat(new JsonMapper().readTree(tree.stackFile().toFile())).isEqualTo(before);
        assertThat(first.output() + again.output())
                .contains(
                        "Latchkey is up at http://localhost:" + port,
                        tree.stackFile().toString())
                .contains("postgres", "kafka", "token-service", "audit-service")
                .doesNotContain(
                        before.path("owner_token").asText(),
                        before.path("verifier_token").asText());
        assertThat(tree.run("down").exit()).isZero();
        assertThat(tree.processes()).isEmpty();
    }

    @Test
    void aTakenPortIsOneLineAndNothingIsStarted() throws Exception {
        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when
            var up = tree.run("up", "--detach", "--port", Integer.toString(squatter.getLocalPort()));

            // then
            assertThat(up.exit()).isEqualTo(1);
            assertThat(up.errors())
                    .containsExactly(
                            "latchkey: port " + squatter.getLocalPort() + " is taken; choose another with --port");
            assertThat(tree.processes()).isEmpty();
        }
    }

    @Test
    void freshDataOnATakenPortDeleteNothing() throws Exception {
        // given
        tree.run("down", "--data", Files.createDirectory(tree.data()) + "");
        var kept = Files.writeString(tree.data().resolve("tokens.json"), "kept");

        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when
            var up = tree.run("up", "--fresh", "--port", Integer.toString(squatter.getLocalPort()));

            // then
            assertThat(up.errors())
                    .containsExactly(
                            "latchkey: port " + squatter.getLocalPort() + " is taken; choose another with --port");
            assertThat(kept).hasContent("kept");
        }
    }

    @Test
    void freshDataWithoutARouteTableDeleteNothing() throws Exception {
        // given
        tree.run("down", "--data", Files.createDirectory(tree.data()) + "");
        var kept = Files.writeString(tree.data().resolve("tokens.json"), "kept");
        Files.delete(tree.home().resolve("deploy/kubernetes/base/routes.yaml"));

        // when
        var up = tree.run("up", "--fresh", "--port", port);

        // then
        assertThat(up.exit()).isEqualTo(1);
        assertThat(kept).hasContent("kept");
    }

    @Test
    void aServiceThatKeepsDyingEndsTheStack() throws Exception {
        // given
        var launcher = tree.launch("up", "--port", port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(tree.stackFile()).exists());
        Files.createFile(tree.program(ServiceName.AUDIT).resolve("die"));

        // when
        tree.process(ServiceName.AUDIT).destroyForcibly();

        // then
        assertThat(launcher.waitFor()).isEqualTo(1);
        assertThat(new String(launcher.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("latchkey: audit-service ended with code 3; its output is in "
                        + tree.data().resolve("logs/audit-service.log")
                        + "; it died too often to be started again\n");
        assertThat(new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.endsWith("; starting it again"))
                .hasSize(3);
        assertThat(tree.processes()).isEmpty();
    }

    @Test
    void aServiceThatDiesAtStartIsOneLineAndNothingIsLeft() throws Exception {
        // given
        Files.createFile(tree.folder(ServiceName.AUDIT).resolve("die"));

        // when
        var up = tree.run("up", "--port", port);

        // then
        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.errors())
                .containsExactly("latchkey: audit-service ended with code 3; its output is in "
                        + tree.data().resolve("logs/audit-service.log"));
        assertThat(tree.processes()).isEmpty();
    }

    @Test
    void aFolderOfOthersIsNeitherUsedNorWiped() throws Exception {
        // given
        var thesis = Files.writeString(
                Files.createDirectory(tree.home().resolve("mine")).resolve("thesis"), "words");

        // when
        var up = tree.run("up", "--fresh", "--port", port, "--data", thesis.getParent() + "");

        // then
        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.errors())
                .containsExactly("latchkey: " + thesis.getParent()
                        + " holds other things than Latchkey's data; it was left alone");
        assertThat(thesis).hasContent("words");
    }

    @Test
    void downWithNothingRunningSaysSo() throws Exception {
        // when
        var down = tree.run("down");

        // then
        assertThat(down.exit()).isZero();
        assertThat(down.output()).isEqualTo("latchkey: nothing is running on " + tree.data() + "\n");
        assertThat(tree.data()).doesNotExist();
    }
}
