package dev.latchkey.infrastructure;

import dev.latchkey.embedded.identity.ServiceIdentityIssuer;
import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;

/// Service JWTs for tests: those the services of this JVM trust, and those they must refuse.
public final class ServiceTokens {
    private ServiceTokens() {}

    /// By this token the callee knows the caller.
    public static String issue(ServiceName caller, ServiceName callee) {
        return issue(caller, callee, Instant.now().plus(ServiceIdentityIssuer.LIFETIME));
    }

    /// The same with an end of its own, which may have passed.
    public static String issue(ServiceName caller, ServiceName callee, Instant expiry) {
        return RunningInfrastructure.get().identity().issue(caller, callee, expiry);
    }

    /// Right in every claim, signed by a key that nobody trusts.
    public static String forged(ServiceName caller, ServiceName callee) {
        return stranger(RunningInfrastructure.get().identity().issuer(), caller, callee);
    }

    /// From another issuer, signed by that issuer's key.
    public static String foreign(ServiceName caller, ServiceName callee) {
        return stranger("https://identity.example.org", caller, callee);
    }

    private static String stranger(String issuer, ServiceName caller, ServiceName callee) {
        try {
            var directory = Files.createTempDirectory("latchkey-stranger-");
            return ServiceIdentityIssuer.open(directory, issuer, Clock.systemUTC())
                    .issue(caller, callee, Instant.now().plus(ServiceIdentityIssuer.LIFETIME));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
