package dev.latchkey.local.stack;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A service as a child process. Its standard input is a pipe that only the launcher holds: when the launcher ends, in
/// whatever way, the pipe closes and the service exits by itself.
final class ServiceProcess implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final long STOP_SECONDS = 20;

    private final ServiceAddress address;
    private final Path log;
    private final Process process;

    private ServiceProcess(ServiceAddress address, Path log, Process process) {
        this.address = address;
        this.log = log;
        this.process = process;
    }

    /// Starts the process; its output goes to a file.
    static ServiceProcess start(ServiceAddress address, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(KeptLog.fresh(log).toFile()));
        builder.environment().putAll(environment);
        return new ServiceProcess(address, log, builder.start());
    }

    ServiceAddress address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /// Calls back when the process has ended, whoever ended it.
    void onEnd(Runnable callback) {
        var _ = process.onExit().thenRun(callback);
    }

    /// How it ended, for the operator.
    String ending() {
        return address.label() + " ended with code " + process.exitValue() + "; its output is in " + log;
    }

    /// Waits until the service says that it is ready.
    ///
    /// @throws IOException with a sentence for the operator, when it ends or does not become ready
    void awaitReady(HttpClient http) throws IOException, InterruptedException {
        if (!becomesReady(http)) {
            throw new IOException(ending());
        }
    }

    /// Waits until the service says that it is ready, or has ended.
    ///
    /// @return whether it is ready
    /// @throws IOException with a sentence for the operator, when it goes on and does not become ready
    boolean becomesReady(HttpClient http) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(READY_LIMIT);
        while (!isReady(http)) {
            if (process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IOException(address.label() + " is not ready after " + READY_LIMIT.toSeconds()
                        + " s; its output is in " + log);
            }
        }
        return true;
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        var question = HttpRequest.newBuilder(URI.create(address.managementUrl() + "/q/health/ready"))
                .timeout(ANSWER_LIMIT)
                .build();
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notListening) {
            return false;
        }
    }

    /// Asks the process to end, without waiting for it.
    void terminate() {
        process.destroy();
    }

    /// Ends the process, by force when it does not end by itself.
    @Override
    public void close() {
        terminate();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }
}
