package dev.latchkey.token.keys;

import dev.latchkey.access.KeyId;
import dev.latchkey.macaroon.Key;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The derived root keys this process has needed so far. A key that is not held yet is read once, however many wait.
@Singleton
public final class KeyRing {
    private final RootKeys rootKeys;
    private final Map<KeyId, Key> held = new ConcurrentHashMap<>();
    private final Map<KeyId, Uni<Optional<Key>>> reading = new ConcurrentHashMap<>();

    KeyRing(RootKeys rootKeys) {
        this.rootKeys = rootKeys;
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
        return rootKeys.read(keyId)
                .invoke(found -> found.ifPresent(key -> held.put(keyId, key)))
                .onTermination()
                .invoke(() -> reading.remove(keyId))
                .memoize()
                .indefinitely();
    }
}
