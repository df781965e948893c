package dev.latchkey.infrastructure;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Runs two starts at once and waits for both, so that a failed one never leaves the other half done behind its back.
final class InParallel {
    private InParallel() {}

    interface Start {
        void run() throws IOException;
    }

    static void run(Start one, Start other) throws IOException {
        var running = CompletableFuture.runAsync(() -> unchecked(one), Thread::startVirtualThread);
        try {
            other.run();
        } finally {
            running.handle((done, failure) -> null).join();
        }
        try {
            running.join();
        } catch (CompletionException failed) {
            throw new IOException("the test infrastructure did not start", failed.getCause());
        }
    }

    private static void unchecked(Start start) {
        try {
            start.run();
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
    }
}
