package dev.latchkey.token.forwardauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real nginx of this machine with the published example, in the foreground, on a port of its own.
final class Nginx implements AutoCloseable {
    private static final Path EXAMPLE = Path.of("../deploy/examples/nginx/latchkey.conf.template");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Where nginx is; empty where there is none, or one without `auth_request`.
    static Optional<Path> program() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .filter(Nginx::asksForPermission)
                .findFirst();
    }

    private static boolean asksForPermission(Path program) {
        try {
            var asked = new ProcessBuilder(program.toString(), "-V")
                    .redirectErrorStream(true)
                    .start();
            var told = new String(asked.getInputStream().readAllBytes(), UTF_8);
            return asked.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) && told.contains("http_auth_request_module");
        } catch (IOException notRunnable) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// @param placeholders of the example, without `LISTEN`
    static Nginx start(Path program, Path folder, Map<String, String> placeholders) throws IOException {
        var port = freePort();
        var example = Files.readString(EXAMPLE).replace("${LISTEN}", "127.0.0.1:" + port);
        for (var placeholder : placeholders.entrySet()) {
            example = example.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
        }
        Files.writeString(folder.resolve("latchkey.conf"), example);
        Files.writeString(folder.resolve("nginx.conf"), around(folder));
        var process = new ProcessBuilder(
                        program.toString(),
                        "-p",
                        folder.toString(),
                        "-e",
                        folder.resolve("error.log").toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        var nginx = new Nginx(process, port);
        Awaitility.await().atMost(LIMIT).until(() -> !process.isAlive() || nginx.isAnswered());
        if (!process.isAlive()) {
            throw new IOException("nginx did not start: " + Files.readString(folder.resolve("output.log")));
        }
        return nginx;
    }

    /// What a distribution's own nginx.conf has around it, without a second process and without its paths.
    private static String around(Path folder) {
        return """
                daemon off;
                master_process off;
                pid FOLDER/nginx.pid;
                error_log FOLDER/error.log;
                events { worker_connections 64; }
                http {
                    access_log off;
                    client_body_temp_path FOLDER/body;
                    proxy_temp_path FOLDER/proxy;
                    fastcgi_temp_path FOLDER/fastcgi;
                    uwsgi_temp_path FOLDER/uwsgi;
                    scgi_temp_path FOLDER/scgi;
                    include FOLDER/latchkey.conf;
                }
                """.replace("FOLDER", folder.toString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isAnswered() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
