package dev.latchkey.token.limit;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The one limiter of this verifier, on the machine's monotonic clock.
final class LimiterProducer {
    @Produces
    @Singleton
    Limiter limiter(LimitConfig config) {
        return new Limiter(config.kept(), System::nanoTime);
    }
}
