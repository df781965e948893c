package dev.latchkey.local;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/// The launcher's command line. Every failure is one line on standard error and an exit code that is not zero.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var home = Path.of(System.getProperty("latchkey.home", "")).toAbsolutePath();
        System.exit(commandLine(new Commands(new Installation(home))).execute(arguments));
    }

    static CommandLine commandLine(Commands commands) {
        var line = new CommandLine(commands);
        line.setParameterExceptionHandler((refused, _) -> {
            complain(refused.getCommandLine(), refused.getMessage() + " (latchkey help shows the options)");
            return ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((failed, command, _) -> {
            complain(command, failed instanceof LauncherException known ? known.line() : "unexpected: " + failed);
            return ExitCode.SOFTWARE;
        });
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return line;
    }

    private static void complain(CommandLine command, String sentence) {
        command.getErr().println("latchkey: " + sentence.lines().findFirst().orElse("failed"));
    }
}
