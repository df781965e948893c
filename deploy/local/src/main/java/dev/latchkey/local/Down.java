package dev.latchkey.local;

import dev.latchkey.embedded.DataFolder;
import dev.latchkey.embedded.DataFolder.Opening;
import dev.latchkey.embedded.EmbeddedPostgres;
import dev.latchkey.embedded.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Stops the stack on a data folder and returns when nothing of it runs any more.
final class Down {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Console console;

    Down(Console console) {
        this.console = console;
    }

    void run(Path data) throws LauncherException, IOException {
        if (!Files.exists(data)) {
            console.line("latchkey: nothing is running on " + data);
            return;
        }
        switch (DataFolder.open(data)) {
            case Opening.Opened(var folder) -> tidy(folder);
            case Opening.InUse(var path, var holder) -> {
                stop(holder.orElseThrow(() ->
                        new LauncherException("the stack on " + path + " is just starting or ending; try again")));
                console.line("latchkey: stopped the stack on " + path);
            }
            case Opening.Foreign(var path) -> throw new LauncherException(path + " is not a Latchkey data folder");
        }
    }

    /// A killed launcher leaves its database server behind.
    private void tidy(DataFolder folder) throws IOException {
        try (folder) {
            var orphan = EmbeddedPostgres.stopOrphan(folder.path().resolve("postgres"));
            console.line(
                    orphan
                            ? "latchkey: stopped a PostgreSQL server left behind on " + folder.path()
                            : "latchkey: nothing is running on " + folder.path());
        }
    }

    private static void stop(ProcessHandle launcher) throws LauncherException {
        launcher.destroy();
        try {
            if (!ProcessEnd.await(launcher, LIMIT)) {
                throw new LauncherException(
                        "process " + launcher.pid() + " has not stopped after " + LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted while the stack stopped", interrupted);
        }
    }
}
