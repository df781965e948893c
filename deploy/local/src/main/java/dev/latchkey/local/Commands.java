package dev.latchkey.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The commands of the launcher.
@Command(name = "latchkey", description = "Runs the whole of Latchkey on this machine.")
final class Commands {
    private static final int MAX_PORT = 65_535;

    private final Installation installation;

    Commands(Installation installation) {
        this.installation = installation;
    }

    @Command(name = "up", description = "Starts the stack and runs it until Ctrl-C.")
    int up(
            @Option(names = "--port", defaultValue = "8080", description = "The gateway's port (8080).") int port,
            @Option(names = "--data", description = "Where data are kept (.latchkey).") @Nullable Path data,
            @Option(names = "--fresh", description = "Deletes the data first.") boolean fresh,
            @Option(names = "--detach", description = "Returns when the stack is ready.") boolean detach,
            @Option(names = "--let-go", hidden = true) boolean letGo)
            throws LauncherException, IOException {
        if (port < 1 || port > MAX_PORT) {
            throw new LauncherException("--port must be between 1 and " + MAX_PORT);
        }
        var folder = folder(data);
        if (detach) {
            return Detached.start(childArguments(port, folder, fresh));
        }
        new Up(installation, new Console(System.out))
                .run(new Up.Options(folder, port, fresh), letGo ? Detached::letGo : () -> {});
        return 0;
    }

    @Command(name = "down", description = "Stops the stack.")
    int down(@Option(names = "--data", description = "Where its data are (.latchkey).") @Nullable Path data)
            throws LauncherException, IOException {
        new Down(new Console(System.out)).run(folder(data));
        return 0;
    }

    private Path folder(@Nullable Path data) {
        return data == null ? installation.defaultData() : data.toAbsolutePath().normalize();
    }

    private static List<String> childArguments(int port, Path data, boolean fresh) {
        var arguments =
                new ArrayList<>(List.of("up", "--let-go", "--port", Integer.toString(port), "--data", data.toString()));
        if (fresh) {
            arguments.add("--fresh");
        }
        return arguments;
    }
}
