package dev.latchkey.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A stack in processes of its own, started as `./latchkey up` starts it from jars that are built. It ends with the
/// JVM at the latest, and fails the run when something of it is left over.
final class Stack implements AutoCloseable {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Path LAUNCHER = HOME.resolve("deploy/local/target/latchkey-local.jar");
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration REAP_LIMIT = Duration.ofSeconds(15);

    private final Path data;
    private final int port;
    private final int verifiers;
    private Process launcher;

    private Stack(Path data, int port, int verifiers) throws IOException {
        this.data = data;
        this.port = port;
        this.verifiers = verifiers;
        this.launcher = launch("--fresh");
        Runtime.getRuntime().addShutdownHook(new Thread(this::killEverything, "kill-stack"));
    }

    static Stack started() {
        return started("stack", 1);
    }

    /// @param folder where its data are, below `target`
    /// @param verifiers how many token-services run side by side
    static Stack started(String folder, int verifiers) {
        try {
            var stack = new Stack(Path.of("target", folder).toAbsolutePath(), freePort(), verifiers);
            stack.awaitReady();
            return stack;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch(String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlatchkey.home=" + HOME));
        command.addAll(List.of("-jar", LAUNCHER.toString(), "up", "--port", Integer.toString(port)));
        command.addAll(List.of("--data", data.toString(), "--verifiers", Integer.toString(verifiers)));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
    }

    private Path output() {
        return data.resolveSibling(data.getFileName() + ".out");
    }

    private void awaitReady() {
        Awaitility.await("the stack, whose output is in " + output())
                .atMost(READY_LIMIT)
                .failFast("the launcher ended", () -> !launcher.isAlive())
                .until(() -> Files.exists(stackFile()));
    }

    /// Where everything the stack keeps lies.
    Path data() {
        return data;
    }

    private Path stackFile() {
        return data.resolve("stack.json");
    }

    /// What the stack says about itself.
    JsonNode facts() {
        try {
            return new JsonMapper().readTree(stackFile().toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Api api() {
        return new Api(facts());
    }

    /// The process of a service, such as `token-service`.
    ProcessHandle service(String name) {
        return launcher.children()
                .filter(process -> process.info().commandLine().orElse("").contains(name))
                .findFirst()
                .orElseThrow();
    }

    /// Stops the launcher, and with it gateway and broker, as a debugger would: they are there and do not answer. The
    /// services and the database go on.
    void freezeTheBroker() throws IOException, InterruptedException {
        signal("STOP");
    }

    /// Lets the launcher go on.
    void thawTheBroker() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var sent = new ProcessBuilder("kill", "-" + name, Long.toString(launcher.pid()))
                .start()
                .waitFor();
        if (sent != 0) {
            throw new IOException("the launcher could not be sent " + name);
        }
    }

    /// SIGKILL, without any warning, to the launcher, the services and all of the database server.
    void killEverything() {
        var doomed = processes();
        doomed.forEach(ProcessHandle::destroyForcibly);
        doomed.forEach(process -> process.onExit().join());
    }

    /// Starts the stack again on the data of the last run.
    void startAgain() throws IOException {
        Files.deleteIfExists(stackFile());
        launcher = launch();
        awaitReady();
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(launcher.toHandle()), postgres().stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /// The database server is nobody's child.
    private List<ProcessHandle> postgres() {
        try (var lines = Files.lines(data.resolve("postgres/data/postmaster.pid"))) {
            return lines.limit(1)
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .flatMap(Optional::stream)
                    .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                    .toList();
        } catch (IOException notRunning) {
            return List.of();
        }
    }

    @Override
    public void close() throws IOException {
        var running = processes();
        launcher.destroy();
        try {
            launcher.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        var left = running.stream().filter(process -> !endsSoon(process)).toList();
        killEverything();
        if (!left.isEmpty()) {
            throw new IOException("still running after the launcher was told to end: " + left);
        }
    }

    /// A process that has ended is seen as alive until the system's first process has taken note of it.
    private static boolean endsSoon(ProcessHandle process) {
        try {
            process.onExit().get(REAP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException alive) {
            return false;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
