package dev.latchkey.session;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// The random source of ids, cookies, salts and codes.
final class RandomProducer {
    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }
}
