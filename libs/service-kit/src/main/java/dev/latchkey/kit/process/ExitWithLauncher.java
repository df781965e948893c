package dev.latchkey.kit.process;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Ends this process when whoever started it is gone: the pipe on standard input closes even after `kill -9` of the
/// launcher.
@Singleton
public final class ExitWithLauncher {
    private static final Logger LOG = Logger.getLogger(ExitWithLauncher.class);

    private final boolean enabled;

    public ExitWithLauncher(
            @ConfigProperty(name = "latchkey.exit-with-stdin", defaultValue = "false") boolean enabled) {
        this.enabled = enabled;
    }

    void onStart(@Observes StartupEvent started) {
        if (enabled) {
            Thread.ofPlatform().daemon().name("launcher-pipe").start(() -> waitForEnd(System.in));
        }
    }

    private static void waitForEnd(InputStream pipe) {
        try {
            pipe.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException broken) {
            LOG.debug("launcher pipe broke", broken);
        }
        LOG.info("the launcher is gone, stopping");
        Quarkus.asyncExit();
    }
}
