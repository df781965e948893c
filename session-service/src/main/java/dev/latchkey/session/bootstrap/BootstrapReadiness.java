package dev.latchkey.session.bootstrap;

import dev.latchkey.session.origin.PublicOrigin;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready where a first password that lasts could be tried from outside of this machine.
@Readiness
@Singleton
final class BootstrapReadiness implements HealthCheck {
    private final BootstrapConfig config;
    private final PublicOrigin origin;

    BootstrapReadiness(BootstrapConfig config, PublicOrigin origin) {
        this.config = config;
        this.origin = origin;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("bootstrap")
                .status(!config.keepPassword() || origin.isLoopback())
                .build();
    }
}
