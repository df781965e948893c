package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.macaroon.Key;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The derived root keys this process has needed so far. A key that is not held yet is read once, however many wait.
@Singleton
public final class KeyRing {
    /// Whoever waits for the read of a key is told to come back rather than to wait longer.
    private static final Duration READ_WITHIN = Duration.ofSeconds(3);

    private final RootKeys rootKeys;
    private final Map<KeyId, Key> held = new ConcurrentHashMap<>();
    private final Map<KeyId, Uni<Optional<Key>>> reading = new ConcurrentHashMap<>();
    private final Counter reads;

    KeyRing(RootKeys rootKeys, MeterRegistry metrics) {
        this.rootKeys = rootKeys;
        this.reads = Counter.builder("latchkey.keys.reads")
                .description("Root keys read from the database, because this process did not hold them")
                .register(metrics);
    }

    /// The key of this id; empty when there is none. Ask only for ids the state feed names: a miss reads the database.
    public Uni<Optional<Key>> find(KeyId keyId) {
        var key = held.get(keyId);
        return key != null
                ? Uni.createFrom().item(Optional.of(key))
                : onOwnContext(reading.computeIfAbsent(keyId, this::read));
    }

    /// Whoever shares a read goes on where it came from: a request's context holds its database session, which two
    /// requests must not share.
    private static <T> Uni<T> onOwnContext(Uni<T> shared) {
        var own = Vertx.currentContext();
        return own == null ? shared : shared.emitOn(task -> own.runOnContext(ignored -> task.run()));
    }

    private Uni<Optional<Key>> read(KeyId keyId) {
        reads.increment();
        return rootKeys.read(keyId)
                .ifNoItem()
                .after(READ_WITHIN)
                .fail()
                .invoke(found -> found.ifPresent(key -> held.put(keyId, key)))
                .onTermination()
                .invoke(() -> reading.remove(keyId))
                .memoize()
                .indefinitely();
    }
}
