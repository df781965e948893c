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
    private static final int MAX_VERIFIERS = 9;

    private final Installation installation;

    Commands(Installation installation) {
        this.installation = installation;
    }

    @Command(name = "up", description = "Starts the stack and runs it until Ctrl-C.")
    int up(
            @Option(names = "--port", defaultValue = "8080", description = "The gateway's port (8080).") int port,
            @Option(names = "--data", description = "Where data are kept (.latchkey).") @Nullable Path data,
            @Option(names = "--fresh", description = "Deletes the data first.") boolean fresh,
            @Option(
                            names = "--verifiers",
                            defaultValue = "1",
                            description = "How many token-services run side by side, 1 to 9 (1).")
                    int verifiers,
            @Option(names = "--detach", description = "Returns when the stack is ready.") boolean detach,
            @Option(names = "--let-go", hidden = true) boolean letGo)
            throws LauncherException, IOException {
        if (port < 1 || port > MAX_PORT) {
            throw new LauncherException("--port must be between 1 and " + MAX_PORT);
        }
        if (verifiers < 1 || verifiers > MAX_VERIFIERS) {
            throw new LauncherException("--verifiers must be between 1 and " + MAX_VERIFIERS);
        }
        var options = new Up.Options(folder(data), port, fresh, verifiers);
        if (detach) {
            return Detached.start(childArguments(options));
        }
        new Up(installation, new Console(System.out)).run(options, letGo ? Detached::letGo : () -> {});
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

    private static List<String> childArguments(Up.Options options) {
        var arguments = new ArrayList<>(List.of("up", "--let-go"));
        arguments.addAll(List.of("--port", Integer.toString(options.port())));
        arguments.addAll(List.of("--data", options.data().toString()));
        arguments.addAll(List.of("--verifiers", Integer.toString(options.verifiers())));
        if (options.fresh()) {
            arguments.add("--fresh");
        }
        return arguments;
    }
}
