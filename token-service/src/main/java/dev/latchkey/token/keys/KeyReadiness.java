package dev.latchkey.token.keys;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready only with keys that can be relied on; the answer says what is wrong with them, never what they are.
@Readiness
@Singleton
final class KeyReadiness implements HealthCheck {
    private static final int SHOWN = 10;

    private final KeyHealth health;

    KeyReadiness(KeyHealth health) {
        this.health = health;
    }

    @Override
    public HealthCheckResponse call() {
        var objections = health.objections();
        var response = HealthCheckResponse.named("keys").status(objections.isEmpty());
        for (var i = 0; i < Math.min(SHOWN, objections.size()); i++) {
            response.withData(Integer.toString(i + 1), objections.get(i));
        }
        return response.build();
    }
}
