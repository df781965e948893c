package dev.latchkey.local.stack;

import dev.latchkey.local.Console;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The services of the stack as child processes: started together, started again when one dies, stopped together.
final class Services implements AutoCloseable {
    private final Programs programs;
    private final ServiceEnvironment environment;
    private final Path logs;
    private final HttpClient http;
    private final Console console;
    private final Clock clock;
    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
    private final BlockingQueue<ServiceProcess> ended = new LinkedBlockingQueue<>();
    private final Deaths deaths;

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
        this.deaths = new Deaths(clock);
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
            var label = dead.address().label();
            if (deaths.isOneTooMany(label)) {
                throw new IOException(dead.ending() + "; it died too often to be started again");
            }
            console.line("latchkey: " + dead.ending() + "; starting it again");
            // One that dies again meanwhile is the next in the queue.
            if (start(dead.address()).becomesReady(http)) {
                console.line("latchkey: " + label + " is ready again");
            }
        }
    }

    /// Stops all at once and waits until all have gone.
    @Override
    public void close() {
        processes.values().forEach(ServiceProcess::terminate);
        processes.values().forEach(ServiceProcess::close);
    }
}
