package dev.latchkey.endtoend;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The script `latchkey` in a tree of links to what is built here. It finds nothing to build, and fails if it tries:
/// there is no Maven.
///
/// @param settings environment variables, which the services inherit
record Script(Path tree, Map<String, String> settings) {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    static Script in(Path tree) throws IOException {
        return in(tree, Map.of());
    }

    static Script in(Path tree, Map<String, String> settings) throws IOException {
        Files.copy(HOME.resolve("latchkey"), tree.resolve("latchkey"));
        for (var folder : List.of(
                "libs",
                ".mvn",
                "programs",
                "token-service",
                "audit-service",
                "session-service",
                "deploy/local/target")) {
            Files.createDirectories(tree.resolve(folder));
        }
        for (var built : List.of(
                "pom.xml",
                "token-service/target",
                "audit-service/target",
                "session-service/target",
                "deploy/kubernetes",
                "deploy/local/target/latchkey-local.jar",
                "deploy/local/target/lib")) {
            Files.createSymbolicLink(tree.resolve(built), HOME.resolve(built));
        }
        var maven =
                Files.writeString(tree.resolve("programs/mvn"), "#!/bin/sh\necho 'nothing is to be built'\nexit 1\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(tree.resolve("deploy/local/target/built"));
        return new Script(tree, settings);
    }

    record Outcome(int exit, List<String> output) {}

    /// Runs a command to its end, and to the end of whatever holds on to its output.
    Outcome run(String... arguments) throws IOException, InterruptedException {
        var process = builder("exec ./latchkey \"$@\"", arguments).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output.lines().toList());
    }

    /// Starts a command as a shell with a terminal does: as the leader of a process group, which Ctrl-C is for.
    ///
    /// @return the shell, which ends with the command's exit code
    Process foreground(Path output, String... arguments) throws IOException {
        return builder("exec 3>&2 2>/dev/null; set -m; ./latchkey \"$@\" 2>&3 & set +m; wait $!", arguments)
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .start();
    }

    private ProcessBuilder builder(String commands, String... arguments) {
        var command = new ArrayList<>(List.of("bash", "-c", commands, "bash"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true);
        builder.environment().putAll(settings);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", tree.resolve("programs").toString(), (path, first) -> first + ":" + path);
        return builder;
    }
}
