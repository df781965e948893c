package dev.latchkey.local.stack;

import dev.latchkey.embedded.identity.ServiceIdentityIssuer;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps the service JWTs fresh for as long as the stack is up.
final class RenewedIdentity implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RenewedIdentity.class.getName());
    private static final long CHECK_SECONDS = 10;

    private final ServiceIdentityIssuer issuer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("identity").factory());

    RenewedIdentity(ServiceIdentityIssuer issuer) {
        this.issuer = issuer;
        var _ = timer.scheduleWithFixedDelay(this::renew, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    ServiceIdentityIssuer issuer() {
        return issuer;
    }

    private void renew() {
        try {
            issuer.renewIfDue();
        } catch (IOException | RuntimeException failed) { // a timer that throws once never runs again
            LOG.log(Level.WARNING, "the service tokens were not renewed", failed);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
