package dev.latchkey.token.keys;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// The random source of keys and ids.
final class RandomProducer {
    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }
}
