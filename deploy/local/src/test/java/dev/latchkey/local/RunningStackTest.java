package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.embedded.KeptPorts;
import dev.latchkey.events.ServiceName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A stack in the foreground with stand-in services behind its gateway.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunningStackTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final int port = KeptPorts.free();
    private final HttpClient http = HttpClient.newHttpClient();
    private final StandInTree tree;
    private final Process launcher;

    RunningStackTest(@TempDir Path home) throws Exception {
        tree = StandInTree.in(home.toRealPath());
        launcher = tree.launch("up", "--port", Integer.toString(port), "--verifiers", "2");
    }

    @BeforeAll
    void comesUp() {
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(tree.stackFile()).exists());
    }

    @AfterAll
    void goesDownWithoutARest() throws Exception {
        // when
        var down = tree.run("down");

        // then
        assertThat(down.exit()).isZero();
        assertThat(down.output()).isEqualTo("latchkey: stopped the stack on " + tree.data() + "\n");
        assertThat(launcher.waitFor()).isEqualTo(143);
        assertThat(tree.processes()).isEmpty();
        assertThat(tree.stackFile()).doesNotExist();
        assertThat(tree.data().resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void theFactsAreTheOwnersAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tree.stackFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tree.data())))
                .isEqualTo("rwx------");
    }

    @Test
    void theFactsAreThoseOfTheStack() throws Exception {
        // when
        var facts = facts();

        // then
        assertThat(facts.path("url").asText()).isEqualTo("http://localhost:" + port);
        assertThat(facts.path("org").asText()).isEqualTo("acme");
        assertThat(facts.path("owner").path("person").asText()).matches("per_[0-9a-hjkmnp-tv-z]{12}");
        assertThat(facts.path("owner").path("email").asText()).isEqualTo("owner@acme.example");
        assertThat(facts.path("owner_token").asText()).startsWith("lkp_");
        assertThat(facts.path("verifier_token").asText())
                .startsWith("lkp_")
                .isNotEqualTo(facts.path("owner_token").asText());
        assertThat(facts.path("postgres").asText()).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(facts.path("kafka").asText()).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(facts.path("postgres_user").asText()).isEqualTo("postgres");
        assertThat(tree.data().resolve("postgres/password"))
                .hasContent(facts.path("postgres_password").asText());
        assertThat(get(facts.path("services").path("audit-service").asText() + "/")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyServiceHasItsOwnSettingsAndTheOthersAddresses() throws Exception {
        // when
        var token = get("http://localhost:" + port + "/v1/whoami").body();
        var audit = get("http://localhost:" + port + "/v1/usage/tokens").body();

        // then
        assertThat(token)
                .contains("/latchkey_token\n", "LATCHKEY_EXIT_WITH_STDIN=true\n", "LATCHKEY_KEYS_KEK_FILE=")
                .contains("LATCHKEY_IDENTITY_TOKENS=" + tree.data().resolve("identity/token") + "\n")
                .contains("QUARKUS_REST_CLIENT_AUDIT_URL="
                        + facts().path("services").path("audit-service").asText());
        assertThat(audit)
                .contains("/latchkey_audit\n", "LATCHKEY_PUBLIC_URL=http://localhost:" + port + "\n")
                .doesNotContain("LATCHKEY_KEYS_KEK_FILE");
    }

    @Test
    void eachVerifierHasANameAndAnAddressOfItsOwn() throws Exception {
        // when
        var verifiers = facts().path("verifiers");

        // then
        assertThat(verifiers).hasSize(2);
        assertThat(verifiers.path(0)).isEqualTo(facts().path("services").path("token-service"));
        for (var i = 0; i < 2; i++) {
            assertThat(get(verifiers.path(i).asText() + "/").body())
                    .contains("LATCHKEY_VERIFIER_ID=token-service-" + (i + 1) + "\n", "/latchkey_token\n")
                    .contains(
                            "QUARKUS_REST_CLIENT_TOKEN_URL=" + verifiers.path(0).asText() + "\n");
        }
        assertThat(facts().path("management").fieldNames())
                .toIterable()
                .containsExactly("token-service", "token-service-2", "audit-service");
    }

    @Test
    void aSecondUpOnTheSameDataIsRefusedInOneLine() throws Exception {
        // when
        var second = tree.run("up", "--port", Integer.toString(KeptPorts.free()));

        // then
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.errors())
                .singleElement()
                .asString()
                .matches("latchkey: a stack is already running on " + tree.data()
                        + " \\(process \\d+\\); stop it with: latchkey down");
    }

    @Test
    void freshDataAreRefusedWhileTheStackRuns() throws Exception {
        // when
        var fresh = tree.run("up", "--fresh", "--port", Integer.toString(KeptPorts.free()));

        // then
        assertThat(fresh.exit()).isEqualTo(1);
        assertThat(fresh.errors()).singleElement().asString().contains("already running");
        assertThat(tree.stackFile()).exists();
    }

    @Test
    void aServiceThatIsKilledIsStartedAgainAtTheSameAddress() throws Exception {
        // given
        var killed = tree.process(ServiceName.AUDIT);

        // when
        killed.destroyForcibly();
        killed.onExit().join();

        // then
        awaitAudit();
    }

    @Test
    void aServiceThatDiesAgainBeforeItIsReadyIsStartedAgain() throws Exception {
        // given
        var trap = Files.createFile(tree.program(ServiceName.AUDIT).resolve("die-once"));
        var killed = tree.process(ServiceName.AUDIT);

        // when
        killed.destroyForcibly();
        killed.onExit().join();

        // then
        awaitAudit();
        assertThat(trap).doesNotExist();
    }

    @Test
    void whatIsBuiltMeanwhileIsNotWhatRuns() throws Exception {
        // given
        var built = tree.folder(ServiceName.AUDIT).resolve("quarkus-run.jar");
        var jar = Files.readAllBytes(built);

        // when: as a build does, which writes into the file that is there
        Files.write(built, new byte[] {1, 2, 3});

        // then
        assertThat(tree.program(ServiceName.AUDIT).resolve("quarkus-run.jar")).hasBinaryContent(jar);
        assertThat(tree.processes())
                .extracting(process -> process.info().commandLine().orElse(""))
                .noneMatch(line -> line.contains(built.toString()));
    }

    private void awaitAudit() {
        var address = URI.create("http://localhost:" + port + "/v1/usage/tokens");
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(
                                http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                                        .statusCode())
                        .isEqualTo(200));
    }

    private JsonNode facts() throws Exception {
        return new JsonMapper().readTree(tree.stackFile().toFile());
    }

    private HttpResponse<String> get(String address) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }
}
