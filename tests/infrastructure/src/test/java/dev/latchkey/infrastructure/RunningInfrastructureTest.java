package dev.latchkey.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.ServiceName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RunningInfrastructureTest {
    @Test
    void askingTwiceStartsOnce() {
        // given
        var first = RunningInfrastructure.get();

        // when
        var second = RunningInfrastructure.get();

        // then
        assertThat(second.kafka()).isEqualTo(first.kafka());
        assertThat(second.url(ServiceName.AUDIT))
                .isEqualTo(first.url(ServiceName.AUDIT))
                .endsWith("/latchkey_audit");
    }

    @Test
    void theResourceConfiguresTheServiceItIsRegisteredFor() throws Exception {
        // given
        var resource = new LatchkeyTestResource();
        resource.init(Map.of("database", "audit"));

        // when
        var configuration = resource.start();

        // then
        assertThat(configuration)
                .containsEntry(
                        "quarkus.datasource.jdbc.url",
                        RunningInfrastructure.get().jdbcUrl(ServiceName.AUDIT))
                .containsEntry(
                        "kafka.bootstrap.servers", RunningInfrastructure.get().kafka())
                .doesNotContainKey("latchkey.keys.kek-file");
        assertThat(Path.of(configuration.get("latchkey.identity.tokens"), "token.jwt"))
                .isRegularFile();
        assertThat(Base64.getDecoder().decode(Files.readString(Path.of(configuration.get("latchkey.cursor.key-file")))))
                .hasSize(32);
    }

    @Test
    void onlyTokenServiceGetsTheKeyEncryptionKey() {
        // given
        var resource = new LatchkeyTestResource();
        resource.init(Map.of("database", "token"));

        // when
        var configuration = resource.start();

        // then
        assertThat(Path.of(configuration.get("latchkey.keys.kek-file"))).isRegularFile();
    }

    @Test
    void anIssuedServiceTokenEndsWhenItIsTold() {
        // given
        var expiry = Instant.parse("2020-01-01T00:00:00Z");

        // when
        var token = ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN, expiry);

        // then
        var claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]), StandardCharsets.UTF_8);
        assertThat(claims)
                .contains("\"sub\":\"system:serviceaccount:latchkey:session-service\"")
                .contains("\"aud\":[\"latchkey-token\"]")
                .contains("\"exp\":1577836800");
    }

    @Test
    void nothingIsLeftOfAJvmThatWasKilled() throws Exception {
        // given
        var jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlatchkey.test.infrastructure=embedded",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bystander.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = jvm.inputReader()) {
            output.readLine();
            var directory = Path.of(output.readLine());
            var pid = Files.readAllLines(directory.resolve("postgres/data/postmaster.pid"))
                    .getFirst();

            // when
            jvm.destroyForcibly();

            // then
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(directory).doesNotExist();
                assertThat(ProcessHandle.of(Long.parseLong(pid))
                                .flatMap(server -> server.info().commandLine()))
                        .isEmpty();
            });
        }
    }

    /// Starts the infrastructure, says where it is, and waits to be killed.
    static final class Bystander {
        public static void main(String[] arguments) throws Exception {
            RunningInfrastructure.get();
            System.out.println(System.getProperty("latchkey.test.running.directory"));
            Thread.currentThread().join();
        }
    }
}
