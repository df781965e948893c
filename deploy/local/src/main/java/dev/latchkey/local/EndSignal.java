package dev.latchkey.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns the end of the JVM (Ctrl-C, SIGTERM, SIGHUP) into an interrupt of the thread that runs the stack, and holds
/// the
/// end back until that thread has cleaned up. So there is one way down, whatever the reason.
final class EndSignal {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Console console;
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private volatile boolean raised;

    private EndSignal(Console console) {
        this.console = console;
    }

    static EndSignal forThisThread(Console console) {
        var signal = new EndSignal(console);
        var runner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.raise(runner), "end"));
        return signal;
    }

    private void raise(Thread runner) {
        raised = true;
        if (cleaned.getCount() > 0) {
            console.line("latchkey: stopping");
            runner.interrupt();
        }
        try {
            cleaned.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isRaised() {
        return raised;
    }

    /// Lets the JVM end.
    void cleaned() {
        cleaned.countDown();
    }
}
