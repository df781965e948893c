package dev.latchkey.endtoend;

import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// One more token-service on the database and the broker of a running stack, with its secrets: a second replica.
final class SecondVerifier implements AutoCloseable {
    private static final Path JAR = Path.of("../../token-service/target/quarkus-app/quarkus-run.jar");
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final int management = freePort();
    private final Process process;

    /// @param settings more environment variables
    SecondVerifier(Stack stack, Map<String, String> settings) throws IOException {
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                JAR.toString()));
        var environment = builder.environment();
        environment.putAll(servers(stack));
        environment.putAll(secrets(stack.data()));
        environment.put("LATCHKEY_EXIT_WITH_STDIN", "true");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.putAll(settings);
        this.process = builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target/second-verifier.out").toFile())
                .start();
    }

    private static Map<String, String> servers(Stack stack) {
        var facts = stack.facts();
        var database = "postgresql://" + facts.path("postgres").asText() + "/" + ServiceName.TOKEN.database();
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + database,
                "QUARKUS_DATASOURCE_REACTIVE_URL", database,
                "QUARKUS_DATASOURCE_USERNAME", facts.path("postgres_user").asText(),
                "QUARKUS_DATASOURCE_PASSWORD", facts.path("postgres_password").asText(),
                "KAFKA_BOOTSTRAP_SERVERS", facts.path("kafka").asText());
    }

    private static Map<String, String> secrets(Path data) {
        return Map.of(
                "LATCHKEY_IDENTITY_ISSUER", "https://identity.latchkey.local",
                "LATCHKEY_IDENTITY_JWKS", data.resolve("identity/jwks.json").toString(),
                "LATCHKEY_IDENTITY_TOKENS", data.resolve("identity/token").toString(),
                "LATCHKEY_CURSOR_KEY_FILE", data.resolve("secrets/cursor.key").toString(),
                "LATCHKEY_KEYS_KEK_FILE", data.resolve("secrets/kek.json").toString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    SecondVerifier awaitReady() {
        Awaitility.await("the second verifier, whose output is in target/second-verifier.out")
                .atMost(READY_LIMIT)
                .failFast("it ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> ready() == 200);
        return this;
    }

    private int ready() throws IOException, InterruptedException {
        return readiness().statusCode();
    }

    /// The answer of its readiness check; fails while nothing listens.
    HttpResponse<String> readiness() throws IOException, InterruptedException {
        var question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"));
        return http.send(question.build(), BodyHandlers.ofString());
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /// Ends it as its launcher would: by closing the pipe on its standard input.
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
        throw new IOException("the second verifier did not end with its launcher");
    }
}
