package dev.latchkey.kit.identity;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready before the keys of the issuer are there: no service would be let in.
@Readiness
@Singleton
public final class IssuerKeysReadiness implements HealthCheck {
    private final IssuerKeys keys;

    IssuerKeysReadiness(IssuerKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("issuer-keys")
                .status(keys.parser().isPresent())
                .build();
    }
}
