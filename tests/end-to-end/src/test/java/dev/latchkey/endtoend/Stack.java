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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A stack started by `./latchkey up` from jars that are built. It ends with the JVM at the latest, and fails the run
/// when something of it is left over.
final class Stack implements AutoCloseable {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Script script;
    private final Path data;
    private final int port;
    private final int verifiers;
    private Process shell;
    private ProcessHandle launcher;

    private Stack(Script script, Path data, int port, int verifiers) throws IOException {
        this.script = script;
        this.data = data;
        this.port = port;
        this.verifiers = verifiers;
        Files.deleteIfExists(output());
        this.shell = launch("--fresh");
        this.launcher = launcherOf(shell);
        Runtime.getRuntime().addShutdownHook(new Thread(this::killEverything, "kill-stack"));
    }

    static Stack started() {
        return started("stack", 1, Map.of());
    }

    /// @param folder where its data are, below `target`
    /// @param verifiers how many token-services run side by side
    /// @param settings environment variables of the launcher and the services
    static Stack started(String folder, int verifiers, Map<String, String> settings) {
        try {
            var script = Script.in(Files.createTempDirectory(TARGET, "tree-"), settings);
            var stack = new Stack(script, TARGET.resolve(folder), freePort(), verifiers);
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
        return script.foreground(output(), up(more));
    }

    private String[] up(String... more) {
        var command = new ArrayList<>(List.of("up", "--port", Integer.toString(port), "--data", data.toString()));
        command.addAll(List.of("--verifiers", Integer.toString(verifiers)));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    /// The script becomes the launcher.
    private static ProcessHandle launcherOf(Process shell) {
        return Awaitility.await()
                .until(() -> shell.children().findFirst(), Optional::isPresent)
                .orElseThrow();
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

    int port() {
        return port;
    }

    /// Where everything the stack keeps lies.
    Path data() {
        return data;
    }

    Path stackFile() {
        return data.resolve("stack.json");
    }

    /// What the launcher has printed, run after run.
    String printed() throws IOException {
        return Files.readString(output());
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
        shell = launch();
        launcher = launcherOf(shell);
        awaitReady();
    }

    /// Starts the stack again, detached.
    Script.Outcome detach() throws IOException, InterruptedException {
        var outcome = script.run(up("--detach"));
        launcher = Watched.naming(data).stream()
                .filter(left -> left.commandLine().contains("--let-go"))
                .findFirst()
                .orElseThrow(() -> new IOException("no launcher: " + outcome))
                .process();
        return outcome;
    }

    Script.Outcome down() throws IOException, InterruptedException {
        return script.run("down", "--data", data.toString());
    }

    /// Ctrl-C.
    ///
    /// @return the exit code
    int interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("bash", "-c", "kill -INT -- -" + launcher.pid())
                .start()
                .waitFor();
        return shell.waitFor();
    }

    /// The launcher, the services, the database server and all they have started.
    List<Watched> watched() {
        return processes().stream().map(Watched::of).toList();
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(launcher), postgres().stream())
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
        var running = watched();
        launcher.destroy();
        try {
            launcher.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException alive) {
            // It is among those that are left.
        }
        var left = Watched.running(running);
        killEverything();
        if (!left.isEmpty()) {
            throw new IOException("still running after the launcher has ended:\n" + left);
        }
    }
}
