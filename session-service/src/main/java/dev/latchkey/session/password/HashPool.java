package dev.latchkey.session.password;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The only threads that hash passwords, and a bound on how many hashes wait for them.
@Singleton
final class HashPool implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    @Inject
    HashPool(PasswordConfig config) {
        this(config.threadsPerCore() * Runtime.getRuntime().availableProcessors(), config.queue());
    }

    HashPool(int size, int queue) {
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().daemon().name("password-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// Runs it on one of the threads and goes on where the caller was; empty when there is no room for it.
    <T> Uni<Optional<T>> run(Supplier<T> work) {
        var own = Vertx.currentContext();
        var done = Uni.createFrom().completionStage(() -> submit(work));
        return own == null ? done : done.emitOn(task -> own.runOnContext(ignored -> task.run()));
    }

    private <T> CompletableFuture<Optional<T>> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> Optional.of(work.get()), threads);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    @Override
    @PreDestroy
    public void close() {
        threads.shutdownNow();
    }
}
