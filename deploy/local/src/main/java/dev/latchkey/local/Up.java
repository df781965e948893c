package dev.latchkey.local;

import dev.latchkey.embedded.EmbeddedPostgres;
import dev.latchkey.embedded.PrivateFile;
import dev.latchkey.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Runs the stack in this process until it is told to end.
final class Up {
    private static final Logger LOG = Logger.getLogger(Up.class.getName());

    private final Installation installation;
    private final Console console;

    Up(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    /// @param fresh whether what the data folder holds is deleted first
    /// @param verifiers how many token-services run side by side
    record Options(Path data, int port, boolean fresh, int verifiers) {}

    /// @param whenReady runs once the stack can be used
    void run(Options options, Runnable whenReady) throws LauncherException, IOException {
        requireBuilt();
        try (var folder = HeldData.hold(options.data())) {
            var data = folder.path();
            console.line("latchkey: starting on " + data);
            if (options.fresh()) {
                EmbeddedPostgres.stopOrphan(data.resolve("postgres"));
                folder.wipe();
            }
            LauncherLog.to(PrivateFile.directory(data.resolve("logs")).resolve("launcher.log"));
            run(
                    new Stack(
                            installation,
                            data,
                            new Stack.Size(options.port(), options.verifiers()),
                            console,
                            Clock.systemUTC()),
                    whenReady);
        }
    }

    private void run(Stack stack, Runnable whenReady) throws LauncherException {
        var end = EndSignal.forThisThread(console);
        try (stack) {
            stack.run(() -> {
                Welcome.lines(stack.url(), stack.stackFile()).forEach(console::line);
                whenReady.run();
            });
        } catch (IOException | InterruptedException | RuntimeException ended) {
            // A part that is interrupted while it starts may throw whatever it likes.
            if (!end.isRaised()) {
                LOG.log(Level.SEVERE, "the stack broke off", ended);
                throw new LauncherException(String.valueOf(ended.getMessage()), ended);
            }
            console.line("latchkey: stopped");
        } finally {
            end.cleaned();
        }
    }

    private void requireBuilt() throws LauncherException {
        for (var service : Installation.SERVICES) {
            if (!Files.exists(installation.jar(service))) {
                throw new LauncherException(service.account() + " is not built; run: latchkey up");
            }
        }
    }
}
