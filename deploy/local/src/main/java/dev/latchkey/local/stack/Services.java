package dev.latchkey.local.stack;

import dev.latchkey.local.Console;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The services of the stack as child processes: started together, started again when one dies, stopped together.
final class Services implements AutoCloseable {
    /// A service that dies this often within the period will not live the next time either.
    private static final int MAX_DEATHS = 3;

    private static final Duration PERIOD = Duration.ofMinutes(5);

    private final Programs programs;
    private final ServiceEnvironment environment;
    private final Path logs;
    private final HttpClient http;
    private final Console console;
    private final Clock clock;
    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
    private final BlockingQueue<ServiceProcess> ended = new LinkedBlockingQueue<>();
    private final Deque<Instant> deaths = new ArrayDeque<>();

    Services(
            Programs programs,
            ServiceEnvironment environment,
            Path logs,
            HttpClient http,
            Console console,
            Clock clock) {
        this.programs = programs;
        this.environment = environment;
        this.logs = logs;
        this.http = http;
        this.console = console;
        this.clock = clock;
    }

    void start(List<ServiceAddress> services) throws IOException {
        for (var service : services) {
            start(service);
        }
    }

    private ServiceProcess start(ServiceAddress service) throws IOException {
        var process = ServiceProcess.start(
                service,
                programs.command(service.name()),
                environment.of(service),
                logs.resolve(service.label() + ".log"));
        processes.put(service.label(), process);
        process.onEnd(() -> ended.add(process));
        return process;
    }

    /// Waits until all are ready; says so for each.
    void awaitReady() throws IOException, InterruptedException {
        var begin = clock.instant();
        for (var process : processes.values()) {
            process.awaitReady(http);
            var address = process.address();
            console.up(address.label(), address.url().getAuthority(), Duration.between(begin, clock.instant()));
        }
    }

    /// Keeps the services running until this thread is interrupted.
    ///
    /// @throws IOException with a sentence for the operator, when a service cannot be kept running
    void supervise() throws IOException, InterruptedException {
        while (true) {
            var dead = ended.take();
            rememberDeath(dead);
            console.line("latchkey: " + dead.ending() + "; starting it again");
            var again = start(dead.address());
            again.awaitReady(http);
            console.line("latchkey: " + dead.address().label() + " is ready again");
        }
    }

    private void rememberDeath(ServiceProcess dead) throws IOException {
        var now = clock.instant();
        deaths.addLast(now);
        deaths.removeIf(death -> death.isBefore(now.minus(PERIOD)));
        if (deaths.size() > MAX_DEATHS) {
            throw new IOException(dead.ending() + "; it died too often to be started again");
        }
    }

    /// Stops all at once and waits until all have gone.
    @Override
    public void close() {
        processes.values().forEach(ServiceProcess::terminate);
        processes.values().forEach(ServiceProcess::close);
    }
}
