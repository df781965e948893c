package dev.latchkey.session.origin;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads the public origin at the start, so that a wrong one is found before anybody comes.
final class OriginProducer {
    @Produces
    @Singleton
    @Startup
    PublicOrigin origin(@ConfigProperty(name = "latchkey.public-url") URI publicUrl) {
        return PublicOrigin.of(publicUrl);
    }
}
