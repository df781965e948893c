package dev.latchkey.kit.identity;

import dev.latchkey.events.ServiceName;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// This service's own JWTs, one per service it calls, read from files that whoever runs it rotates.
@Singleton
public final class ServiceTokens {
    /// Kubernetes rotates at 80 % of an hour's life; seconds do not matter.
    private static final Duration REREAD_AFTER = Duration.ofSeconds(10);

    private record Held(String bearer, Instant readAt) {}

    private final IdentityConfig config;
    private final Clock clock;
    private final Map<ServiceName, Held> held = new ConcurrentHashMap<>();

    public ServiceTokens(IdentityConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /// The value of an `Authorization` header for a call to this service.
    public String bearer(ServiceName callee) {
        var now = clock.instant();
        return held.compute(
                        callee,
                        (name, old) -> old != null && now.isBefore(old.readAt().plus(REREAD_AFTER))
                                ? old
                                : new Held("Bearer " + read(name), now))
                .bearer();
    }

    private String read(ServiceName callee) {
        try {
            return Files.readString(config.tokens().resolve(callee.slug() + ".jwt"))
                    .strip();
        } catch (IOException missing) {
            throw new UncheckedIOException("no service JWT for calling " + callee.audience(), missing);
        }
    }
}
