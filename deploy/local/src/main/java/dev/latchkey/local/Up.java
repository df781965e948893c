package dev.latchkey.local;

import dev.latchkey.embedded.DataFolder;
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
            logTo(folder);
            var size = new Stack.Size(options.port(), options.verifiers());
            run(
                    new Stack(installation, data, size, console, Clock.systemUTC()),
                    options.fresh() ? () -> wipe(folder) : () -> {},
                    whenReady);
        }
    }

    private static void logTo(DataFolder folder) throws IOException {
        LauncherLog.to(PrivateFile.directory(folder.path().resolve("logs")).resolve("launcher.log"));
    }

    private static void wipe(DataFolder folder) throws IOException {
        EmbeddedPostgres.stopOrphan(folder.path().resolve("postgres"));
        folder.wipe();
        logTo(folder);
    }

    private interface Preparation {
        void run() throws IOException;
    }

    /// @param preparation runs when nothing known stands in the way of the stack: it may delete data
    private void run(Stack stack, Preparation preparation, Runnable whenReady) throws LauncherException {
        var end = EndSignal.forThisThread(console);
        try (stack) {
            stack.takePort();
            preparation.run();
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
            if (!Files.exists(Installation.jar(installation.built(service)))) {
                throw new LauncherException(service.account() + " is not built; run: latchkey up");
            }
        }
    }
}
