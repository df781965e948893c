package dev.latchkey.infrastructure;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/// Stops the embedded server and deletes its directory when this JVM has ended, in whatever way it ends.
///
/// A shutdown hook would not do: after a killed JVM it never runs, and after a Quarkus test its class loader is closed.
/// A small shell waits on a pipe that only this JVM holds; the end of the pipe is the end of the JVM.
final class Cleaner {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r _
            pid=$(head -n 1 "$1/postgres/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
            for _ in 1 2 3 4 5 6 7 8 9 10; do
              { [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; } || break
              sleep 1
            done
            rm -rf -- "$1"
            """;

    private Cleaner() {}

    static void watch(Path directory) throws IOException {
        new ProcessBuilder("sh", "-c", SCRIPT, "sh", directory.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }
}
